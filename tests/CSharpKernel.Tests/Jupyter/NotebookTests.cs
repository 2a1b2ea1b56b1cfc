namespace CSharpKernel.Tests.Jupyter;

/// <summary>The installed kernel under the programs with which people run notebooks.</summary>
public class NotebookTests(InstalledKernel kernel) : IClassFixture<InstalledKernel>
{
    [PythonFact("nbclient, nbconvert, nbformat")]
    public void Nbclient_and_nbconvert_execute_a_notebook()
    {
        var (exitCode, output) = kernel.RunScript(TimeSpan.FromMinutes(3), "notebooks.py");
        Assert.True(exitCode == 0, output);
    }

    [ClassicNotebookFact]
    public void A_classic_notebook_runs_interrupts_completes_inspects_and_restarts()
    {
        var (exitCode, output) = kernel.RunScript(TimeSpan.FromMinutes(4), "browser.py");
        Assert.True(exitCode == 0, output);
    }

    /// <summary>Needs a classic Notebook server and a Chromium.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    private sealed class ClassicNotebookFactAttribute : FactAttribute
    {
        public ClassicNotebookFactAttribute() =>
            Skip = Python.WhyMissing("notebook.notebookapp, nbformat, tornado")
                ?? (Python.OnPath("chromium", "chromium-browser", "google-chrome") is null ? "Skipped: no Chromium on this machine." : null);
    }
}
