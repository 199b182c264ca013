using System.Reflection;
using System.Reflection.Emit;
using IdClip.Training.Arithmetic;
using TorchSharp;

namespace IdClip.Training.Tests;

/// <summary>No number that native code reads may be freed by a collection meanwhile (see <see cref="KeptScalars"/>). A run would fail once in thousands of steps, so the calls themselves are read.</summary>
public class ScalarLifetimeTests
{
    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    private readonly Dictionary<MethodBase, bool> forgetful = [];

    [Fact]
    public void Scalars_are_made_where_they_are_kept_and_nowhere_else()
    {
        var calls = typeof(KeptScalars).Assembly.GetTypes().Where(type => type != typeof(KeptScalars) && type.DeclaringType != typeof(KeptScalars))
            .SelectMany(Methods)
            .SelectMany(caller => Calls(caller).Where(IsForgetful).Select(called => $"{caller.DeclaringType!.Name}.{caller.Name} calls {called.DeclaringType!.Name}.{called}"))
            .Order(StringComparer.Ordinal).Distinct().ToArray();

        Assert.Empty(calls);
    }

    [Fact]
    public void Plain_operators_of_TorchSharp_forget_theirs()
    {
        // If this fails, TorchSharp keeps its scalars now, and KeptScalars can go.
        Assert.True(IsForgetful(typeof(torch.Tensor).GetMethod("op_Addition", [typeof(torch.Tensor), typeof(torch.Tensor)])!));
        Assert.True(IsForgetful(typeof(torch.Tensor).GetMethod("op_Multiply", [typeof(torch.Tensor), typeof(double)])!));
        Assert.True(IsForgetful(typeof(TorchSharp.Modules.AdamW).GetMethod("step", [typeof(Func<torch.Tensor>)])!));
        Assert.False(IsForgetful(typeof(torch.Tensor).GetMethod("matmul", [typeof(torch.Tensor)])!));
    }

    // A method that makes a scalar and does not dispose of it after the call, or calls one that does.
    private bool IsForgetful(MethodBase method)
    {
        if (MakesScalar(method))
            return true;
        if (method.DeclaringType?.Assembly != typeof(torch).Assembly)
            return false;
        if (forgetful.TryGetValue(method, out var known))
            return known;
        forgetful[method] = false;
        var calls = Calls(method).ToArray();
        var keeps = calls.Any(called => called.Name == "Dispose" && called.DeclaringType == typeof(Scalar));
        return forgetful[method] = calls.Any(called => MakesScalar(called) ? !keeps : IsForgetful(called));
    }

    private static bool MakesScalar(MethodBase method) =>
        method is MethodInfo { Name: "op_Implicit" or "ToScalar", ReturnType: { } made } && made == typeof(Scalar);

    private static IEnumerable<MethodBase> Methods(Type type) =>
        type.GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly).OfType<MethodBase>();

    // What a method calls, also in the closures and iterators that the compiler made of it, since those are methods of their own.
    private static IEnumerable<MethodBase> Calls(MethodBase method)
    {
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } code)
            yield break;
        var generic = (method.DeclaringType?.GetGenericArguments() ?? [], method.IsGenericMethod ? method.GetGenericArguments() : []);
        for (var at = 0; at < code.Length;)
        {
            var value = code[at] == 0xFE ? (short)(0xFE00 | code[++at]) : code[at];
            var operation = OpCodesByValue[value];
            at++;
            switch (operation.OperandType)
            {
                case OperandType.InlineMethod:
                    if (method.Module.ResolveMethod(BitConverter.ToInt32(code, at), generic.Item1, generic.Item2) is { } called)
                        yield return called;
                    at += 4;
                    break;
                case OperandType.InlineSwitch:
                    at += 4 + (4 * BitConverter.ToInt32(code, at));
                    break;
                case OperandType.InlineNone:
                    break;
                case OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar:
                    at += 1;
                    break;
                case OperandType.InlineVar:
                    at += 2;
                    break;
                case OperandType.InlineI8 or OperandType.InlineR:
                    at += 8;
                    break;
                default:
                    at += 4;
                    break;
            }
        }
    }
}
