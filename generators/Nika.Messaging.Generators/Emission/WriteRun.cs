using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Nika.Messaging.Contracts;

namespace Nika.Messaging.Generators.Emission;

/// <summary>
/// Prints a run: values that are written one after another into room that was asked for once. What the code needs lies in two locals, the room and the
/// offset, so that the writer itself is not touched in between.
/// </summary>
/// <param name="code">Where it is printed.</param>
/// <param name="writer">The expression that is the writer.</param>
internal sealed class WriteRun(IndentedWriter code, string writer)
{
    private readonly List<Piece> pieces = [];
    private string pending = "";

    /// <summary>Whether a run was printed, so that the locals are needed.</summary>
    public bool IsUsed { get; private set; }

    /// <summary>Adds constant text.</summary>
    public void Constant(string text) => pending += text;

    /// <summary>Adds a comma where there is something before: the first thing in its run.</summary>
    /// <param name="hasBefore">The condition.</param>
    public void Separator(string hasBefore) => pieces.Add(new Piece(1, (_, _) =>
    {
        code.Line("to[0] = (byte)',';");
        code.Line($"at = {hasBefore} ? 1 : 0;");
    }));

    /// <summary>Adds a statement that writes nothing.</summary>
    public void Statement(string statement) => pieces.Add(new Piece(0, (_, _) => code.Line(statement)));

    /// <summary>Adds a value that takes so many bytes at most.</summary>
    /// <param name="size">The bytes.</param>
    /// <param name="call">The call but for its last arguments, the room and the offset.</param>
    /// <param name="after">Arguments after those.</param>
    public void Bounded(int size, string call, string after = "") => Add(size, (at, _) => code.Line($"at = {call}, to, {at}{after});"));

    /// <summary>Adds a value that the writer must write if the call cannot.</summary>
    /// <param name="size">What it takes at most if its length does not depend on the value; else what surrounds it.</param>
    /// <param name="call">The call but for its last arguments.</param>
    /// <param name="needsRest">Whether the call has to be told how much room must be left.</param>
    /// <param name="otherwise">The writer's method and its first arguments but for the first and the last.</param>
    public void OrElse(int size, string call, bool needsRest, (string Method, string Arguments) otherwise) => Add(size, (at, rest) =>
    {
        code.Line($"at = {call}, to, {at}{(needsRest ? ", " + rest.Invariant() : "")});");
        code.Open("if (at < 0)");
        code.Line($"to = {writer}.{otherwise.Method}(~at, {otherwise.Arguments}, {rest.Invariant()});");
        code.Line("at = 0;");
        code.Close();
        code.Line();
    });

    /// <summary>Adds a choice between a value and a constant.</summary>
    /// <param name="condition">When it is the value.</param>
    /// <param name="value">Adds the value.</param>
    /// <param name="otherwise">The constant.</param>
    public void Choice(string condition, Action<WriteRun> value, string otherwise)
    {
        var branch = new WriteRun(code, writer);
        value(branch);
        branch.Settle();
        Add(Math.Max(branch.Size, otherwise.Length), (at, rest) =>
        {
            code.Open($"if ({condition})");
            branch.Print(at, rest);
            code.Close();
            code.Open("else");
            code.Line($"at = {Names.Formatter}.Raw({CodeText.Literal(otherwise)}u8, to, {at});");
            code.Close();
            code.Line();
        });
    }

    /// <summary>Prints the run. A constant alone needs no room of its own.</summary>
    public void Flush()
    {
        if (pieces.Count == 0)
        {
            if (pending.Length > 0)
            {
                code.Line($"{writer}.Raw({CodeText.Literal(pending)}u8);");
                pending = "";
            }

            return;
        }

        IsUsed = true;
        Settle();
        code.Line($"to = {writer}.Reserve({Size.Invariant()});");
        Print("0", 0);
        code.Line($"{writer}.Advance(at);");
        pieces.Clear();
    }

    private int Size => pieces.Sum(p => p.Size);

    private void Add(int size, Action<string, int> print)
    {
        Settle();
        pieces.Add(new Piece(size, print));
    }

    /// <summary>Makes a piece of the constant text gathered so far.</summary>
    private void Settle()
    {
        if (pending.Length > 0)
        {
            string literal = CodeText.Literal(pending);
            pieces.Add(new Piece(Encoding.UTF8.GetByteCount(pending), (at, _) => code.Line($"at = {Names.Formatter}.Raw({literal}u8, to, {at});")));
            pending = "";
        }
    }

    private void Print(string at, int rest)
    {
        rest += Size;
        foreach (var piece in pieces)
        {
            rest -= piece.Size;
            piece.Print(at, rest);
            at = "at";
        }
    }

    /// <param name="Size">What it takes at most, in bytes.</param>
    /// <param name="Print">Prints it, given the offset and the room that what follows needs.</param>
    private sealed record Piece(int Size, Action<string, int> Print);
}
