using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CSharpKernel.Scripting;

/// <summary>Writes checkpoints into a cell's loops and functions, so that it can be stopped.</summary>
/// <remarks>
/// Expression-bodied functions become blocks. For a lambda that needs the compiler's own view of it: whether it returns a
/// value, and that it is no expression tree, which must stay as it is.
/// </remarks>
internal sealed class CheckpointWriter : CSharpSyntaxWalker
{
    private const string Pass = " global::CSharpKernel.Functions.Checkpoint.Pass();";
    private const string Enter = " global::CSharpKernel.Functions.Checkpoint.Enter();";

    private readonly TextEdits edits = new();
    private readonly Lazy<SemanticModel> model;

    private CheckpointWriter(Func<SemanticModel> model) => this.model = new Lazy<SemanticModel>(model);

    /// <summary>The edits that a cell needs; the semantic model is made only if there are lambdas or queries.</summary>
    public static TextEdits Write(CompilationUnitSyntax root, Func<SemanticModel> model)
    {
        var writer = new CheckpointWriter(model);
        writer.Visit(root);
        return writer.edits;
    }

    public override void VisitWhileStatement(WhileStatementSyntax node) => Loop(node.Statement, () => base.VisitWhileStatement(node));

    public override void VisitDoStatement(DoStatementSyntax node) => Loop(node.Statement, () => base.VisitDoStatement(node));

    public override void VisitForStatement(ForStatementSyntax node) => Loop(node.Statement, () => base.VisitForStatement(node));

    public override void VisitForEachStatement(ForEachStatementSyntax node) => Loop(node.Statement, () => base.VisitForEachStatement(node));

    public override void VisitForEachVariableStatement(ForEachVariableStatementSyntax node) => Loop(node.Statement, () => base.VisitForEachVariableStatement(node));

    public override void VisitLabeledStatement(LabeledStatementSyntax node)
    {
        edits.Insert(node.ColonToken.Span.End, Pass);
        base.VisitLabeledStatement(node);
    }

    public override void VisitMethodDeclaration(MethodDeclarationSyntax node) =>
        Function(node.Body, node.ExpressionBody, node.SemicolonToken, ReturnsValue(node.ReturnType, node.Modifiers), () => base.VisitMethodDeclaration(node));

    public override void VisitLocalFunctionStatement(LocalFunctionStatementSyntax node) =>
        Function(node.Body, node.ExpressionBody, node.SemicolonToken, ReturnsValue(node.ReturnType, node.Modifiers), () => base.VisitLocalFunctionStatement(node));

    public override void VisitOperatorDeclaration(OperatorDeclarationSyntax node) =>
        Function(node.Body, node.ExpressionBody, node.SemicolonToken, ReturnsValue(node.ReturnType, node.Modifiers), () => base.VisitOperatorDeclaration(node));

    public override void VisitAccessorDeclaration(AccessorDeclarationSyntax node) =>
        Function(node.Body, node.ExpressionBody, node.SemicolonToken, node.IsKind(SyntaxKind.GetAccessorDeclaration), () => base.VisitAccessorDeclaration(node));

    public override void VisitConstructorDeclaration(ConstructorDeclarationSyntax node)
    {
        // An exception out of a static constructor would spoil its type for good.
        if (!node.Modifiers.Any(SyntaxKind.StaticKeyword))
            Function(node.Body, node.ExpressionBody, node.SemicolonToken, false, () => base.VisitConstructorDeclaration(node));
    }

    public override void VisitAnonymousMethodExpression(AnonymousMethodExpressionSyntax node)
    {
        edits.Insert(node.Block.OpenBraceToken.Span.End, Enter);
        base.VisitAnonymousMethodExpression(node);
    }

    public override void VisitSimpleLambdaExpression(SimpleLambdaExpressionSyntax node) => Lambda(node, () => base.VisitSimpleLambdaExpression(node));

    public override void VisitParenthesizedLambdaExpression(ParenthesizedLambdaExpressionSyntax node) => Lambda(node, () => base.VisitParenthesizedLambdaExpression(node));

    public override void VisitQueryExpression(QueryExpressionSyntax node)
    {
        var source = node.FromClause.Expression;
        var wrap = node.FromClause.Type is null && IsPlainSequence(model.Value.GetTypeInfo(source).Type);
        if (wrap)
            edits.Insert(source.SpanStart, "global::CSharpKernel.Functions.Checkpoint.Each(");
        base.VisitQueryExpression(node);
        if (wrap)
            edits.Insert(source.Span.End, ")");
    }

    private void Loop(StatementSyntax body, Action visit)
    {
        if (body is BlockSyntax block)
        {
            edits.Insert(block.OpenBraceToken.Span.End, Pass);
            visit();
            return;
        }
        edits.Insert(body.SpanStart, "{" + Pass + " ");
        visit();
        edits.Insert(body.Span.End, " }");
    }

    private void Function(BlockSyntax? body, ArrowExpressionClauseSyntax? arrow, SyntaxToken semicolon, bool returnsValue, Action visit)
    {
        if (body is not null)
            edits.Insert(body.OpenBraceToken.Span.End, Enter);
        else if (arrow is not null && !semicolon.IsMissing)
            edits.Replace(arrow.ArrowToken.Span, "{" + Enter + Return(arrow.Expression, returnsValue));
        visit();
        if (body is null && arrow is not null && !semicolon.IsMissing)
            edits.Insert(semicolon.Span.End, " }");
    }

    private void Lambda(LambdaExpressionSyntax lambda, Action visit)
    {
        if (lambda.Block is { } block)
        {
            edits.Insert(block.OpenBraceToken.Span.End, Enter);
            visit();
            return;
        }
        if (IsExpressionTree(lambda))
            return;
        var body = lambda.ExpressionBody!;
        var known = model.Value.GetSymbolInfo(lambda).Symbol as IMethodSymbol;
        if (known is null or { ReturnType.TypeKind: TypeKind.Error })
        {
            visit();
            return;
        }
        edits.Insert(body.SpanStart, "{" + Enter + Return(body, !known.ReturnsVoid && !(known.IsAsync && !((INamedTypeSymbol)known.ReturnType).IsGenericType)));
        visit();
        edits.Insert(body.Span.End, "; }");
    }

    private bool IsExpressionTree(LambdaExpressionSyntax lambda) =>
        model.Value.GetTypeInfo(lambda).ConvertedType?.ContainingNamespace?.ToDisplayString() == "System.Linq.Expressions";

    private static string Return(ExpressionSyntax body, bool returnsValue) => returnsValue && body is not ThrowExpressionSyntax ? " return " : " ";

    private static bool ReturnsValue(TypeSyntax type, SyntaxTokenList modifiers)
    {
        if (type is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword })
            return false;
        var name = type is QualifiedNameSyntax qualified ? qualified.Right : type;
        return !(modifiers.Any(SyntaxKind.AsyncKeyword) && name is IdentifierNameSyntax { Identifier.Text: "Task" or "ValueTask" });
    }

    private static bool IsPlainSequence(ITypeSymbol? type) => type is IArrayTypeSymbol { Rank: 1 }
        || (type?.ContainingNamespace?.ToDisplayString() is "System.Collections.Generic" or "System.Linq"
            && !type.Name.Contains("Queryable", StringComparison.Ordinal)
            && !type.Name.Contains("Parallel", StringComparison.Ordinal)
            && type.AllInterfaces.Append(type).Any(known => known.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T));
}
