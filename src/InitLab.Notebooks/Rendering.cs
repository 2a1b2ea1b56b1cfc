using InitLab.Figures;
using Microsoft.DotNet.Interactive.Formatting;

namespace InitLab.Notebooks;

/// <summary>How the library's values look in a notebook.</summary>
public static class Rendering
{
    private const string Plotly = "application/vnd.plotly.v1+json", Plain = "text/plain";

    /// <summary>Registers the formatters; calling it again changes nothing.</summary>
    public static void Register()
    {
        Formatter.Register<Figure>((figure, writer) => writer.Write(figure.ToPlotlyJson().ToJsonString()), Plotly);
        Formatter.Register<Figure>((figure, writer) => writer.Write(figure.Description), Plain);
        Formatter.SetPreferredMimeTypesFor(typeof(Figure), Plotly, Plain);

        Formatter.Register<Claim>((claim, writer) => writer.Write(claim.ToJson().ToJsonString()), Claim.MimeType);
        Formatter.Register<Claim>((claim, writer) => writer.Write(claim.ToString()), Plain);
        Formatter.SetPreferredMimeTypesFor(typeof(Claim), Claim.MimeType, Plain);
    }
}
