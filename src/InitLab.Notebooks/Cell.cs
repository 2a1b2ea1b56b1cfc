namespace InitLab.Notebooks;

/// <summary>The cell that is running.</summary>
public static class Cell
{
    /// <summary>Cancelled when the reader interrupts the cell: pass it to whatever runs long, so that it stops where it stands and keeps what it computed.</summary>
    public static CancellationToken Stop => Door.Stop;
}
