namespace InitLab.Notebooks.Exercises;

/// <summary>A wrong answer that learners are known to give, and what to tell them.</summary>
/// <param name="Name">What was confused, in a few words.</param>
/// <param name="Answer">The wrong answer, as the learner would compute it.</param>
/// <param name="Message">What helps.</param>
public sealed record Mistake<TInput>(string Name, Func<TInput, double> Answer, string Message);
