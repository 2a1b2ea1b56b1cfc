namespace Benchmarks.Jupyter;

/// <summary>How long a front end waits for a new kernel: for its kernel_info_reply, and from then for its first cell.</summary>
internal static class StartUp
{
    private const int Runs = 10;
    private const double InfoTarget = 0.6;
    private const double FirstCellTarget = 1.0;

    /// <summary>Runs the benchmark; the exit code says whether both medians are within their targets.</summary>
    public static int Run(TextWriter output)
    {
        var course = PublishedCourse.Publish();
        var runs = Enumerable.Range(0, Runs).Select(_ => Measure(course)).ToList();
        var info = Median.Of(runs.Select(run => run.Info));
        var firstCell = Median.Of(runs.Select(run => run.FirstCell));
        output.WriteLine($"kernel_info   {info:F3} s, median of {Runs}; target {InfoTarget} s");
        output.WriteLine($"first cell    {firstCell:F3} s after connecting, median of {Runs}; target {FirstCellTarget} s");
        return info <= InfoTarget && firstCell <= FirstCellTarget ? 0 : 1;
    }

    private static (double Info, double FirstCell) Measure(string course)
    {
        using var kernel = new KernelProcess(course);
        kernel.Ask("kernel_info_request", []);
        var info = kernel.Since.Elapsed.TotalSeconds;
        kernel.Ask("execute_request", new() { ["code"] = "1 + 1" });
        return (info, kernel.Since.Elapsed.TotalSeconds - info);
    }
}
