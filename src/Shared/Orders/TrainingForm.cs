using IdClip.Web.Jobs.Orders;
using Contract = IdClip.Contracts.V1;

namespace IdClip.Orders;

/// <summary>The form of a training with the configurations that a service has.</summary>
internal static class TrainingForm
{
    /// <summary>Makes it.</summary>
    public static OrderForm Of(Contract.ListConfigurationsResponse listed) =>
        OrderForm.OfTraining([.. listed.Configurations.Select(configuration => (configuration.Name, configuration.Description))], listed.Usual);
}
