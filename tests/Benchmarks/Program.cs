using BenchmarkDotNet.Running;
using Benchmarks.Compare;

return args switch
{
    ["compare", .. var names] => Comparison.Run(names, Console.Out, Console.Error),
    ["kernels", .. var options] => RunKernels(options),
    [] => Usage(),
    [var verb, ..] => Unknown(verb),
};

static int RunKernels(string[] options)
{
    BenchmarkSwitcher.FromAssembly(typeof(Comparison).Assembly).Run(options.Length > 0 ? options : ["--filter", "*"]);
    return 0;
}

static int Unknown(string verb)
{
    Console.Error.WriteLine($"There is no verb '{verb}'; the verbs are compare and kernels.");
    return 2;
}

static int Usage()
{
    Console.Error.WriteLine(
        """
        compare [workload ...]        ours beside PyTorch's: workload, our seconds, PyTorch's seconds, ratio
        kernels [BenchmarkDotNet ...] the kernels alone, by BenchmarkDotNet; a filter such as --filter *Products*
        """);
    return 2;
}
