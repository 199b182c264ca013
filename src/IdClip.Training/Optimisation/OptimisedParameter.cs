using TorchSharp.Modules;

namespace IdClip.Training.Optimisation;

/// <summary>A parameter and how it is moved.</summary>
/// <param name="Name">Its name in a checkpoint.</param>
/// <param name="Parameter">The parameter, single precision.</param>
/// <param name="LearningRate">How far a step goes, positive.</param>
/// <param name="WeightDecay">What share of itself it loses in a step, times the learning rate; 0 or more.</param>
public sealed record OptimisedParameter(string Name, Parameter Parameter, double LearningRate, double WeightDecay);
