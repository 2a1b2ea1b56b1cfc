using System.Text.RegularExpressions;

namespace InitLab.Figures.Plotly;

/// <summary>
/// Sets plain labels as Plotly's small markup: <c>sigma_w^2</c> becomes a Greek letter with sub- and superscript, <c>n_in</c> a subscript,
/// <c>10^{-3}</c> a superscript. A word such as <c>test_accuracy</c> stays a word.
/// </summary>
internal static partial class Label
{
    private static readonly Dictionary<string, string> Greek = new()
    {
        ["alpha"] = "α",
        ["beta"] = "β",
        ["gamma"] = "γ",
        ["delta"] = "δ",
        ["epsilon"] = "ε",
        ["zeta"] = "ζ",
        ["eta"] = "η",
        ["theta"] = "θ",
        ["kappa"] = "κ",
        ["lambda"] = "λ",
        ["mu"] = "μ",
        ["nu"] = "ν",
        ["xi"] = "ξ",
        ["pi"] = "π",
        ["rho"] = "ρ",
        ["sigma"] = "σ",
        ["tau"] = "τ",
        ["phi"] = "φ",
        ["chi"] = "χ",
        ["psi"] = "ψ",
        ["omega"] = "ω",
        ["Gamma"] = "Γ",
        ["Delta"] = "Δ",
        ["Theta"] = "Θ",
        ["Lambda"] = "Λ",
        ["Sigma"] = "Σ",
        ["Phi"] = "Φ",
        ["Omega"] = "Ω",
    };

    internal static string Markup(string words)
    {
        var escaped = words.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
        return Symbol().Replace(escaped, match =>
        {
            var name = match.Groups["base"].Value;
            var (sub, sup) = (Script(match.Groups["sub"]), Script(match.Groups["sup"]));
            var known = Greek.TryGetValue(name.TrimStart('\\'), out var letter);
            if (sub.Length + sup.Length == 0)
                return known && name[0] == '\\' ? letter! : match.Value;
            return (known ? letter : name) + (sub.Length > 0 ? $"<sub>{sub}</sub>" : "") + (sup.Length > 0 ? $"<sup>{sup}</sup>" : "");
        });
    }

    private static string Script(Group group)
    {
        var script = group.Value.Trim('{', '}', '(', ')').Replace("-", "−");
        return Greek.GetValueOrDefault(script.TrimStart('\\'), script);
    }

    // A base is a backslashed name, a Greek name with a script, a single letter that no other letter touches, a number or a closing bracket.
    [GeneratedRegex(@"(?<base>\\[A-Za-z]+|(?<![A-Za-z\\_])(?:alpha|beta|gamma|delta|epsilon|zeta|eta|theta|kappa|lambda|mu|nu|xi|pi|rho|sigma|tau|phi|chi|psi|omega|Gamma|Delta|Theta|Lambda|Sigma|Phi|Omega)(?=[_^])|(?<![A-Za-z_])[A-Za-zα-ωΑ-Ω](?![A-Za-z])|\d+|[)\]|])(?:_(?<sub>\{[^}]*\}|[A-Za-z]+|\d+))?(?:\^(?<sup>\{[^}]*\}|\([^()]*\)|-?\d+|[A-Za-z*]))?")]
    private static partial Regex Symbol();
}
