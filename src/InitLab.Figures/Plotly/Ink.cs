namespace InitLab.Figures.Plotly;

/// <summary>What a mark is drawn with, once its series' turn and its own style are settled.</summary>
internal sealed record Ink(string Key, string Color, Dash Dash, Symbol Symbol)
{
    internal static string DashName(Dash dash) => dash switch
    {
        Dash.Dashed => "9px,5px",
        Dash.Dotted => "2.5px,4px",
        Dash.DashDot => "10px,4px,2.5px,4px",
        Dash.LongDash => "16px,6px",
        Dash.LongDashDot => "16px,5px,3px,5px",
        _ => "solid",
    };

    internal static string SymbolName(Symbol symbol) => symbol switch
    {
        Symbol.Square => "square",
        Symbol.Diamond => "diamond",
        Symbol.Triangle => "triangle-up",
        Symbol.Cross => "x",
        Symbol.TriangleDown => "triangle-down",
        Symbol.Ring => "circle-open",
        _ => "circle",
    };
}
