namespace Course;

/// <summary>The process exit codes of the command.</summary>
public static class ExitCode
{
    /// <summary>Everything that was asked ran, and held.</summary>
    public const int Success = 0;

    /// <summary>The command ran, and a cell, a claim or a comparison failed.</summary>
    public const int Failure = 1;

    /// <summary>The command could not start: an unknown verb, a wrong path, a corrupt file.</summary>
    public const int BadInput = 2;

    /// <summary>Stopped by Ctrl-C, as shells report it.</summary>
    public const int Interrupted = 130;
}
