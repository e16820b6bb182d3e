using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace Nika.Messaging.Analyzers;

/// <summary>A difference between a message and its baseline, and the lines that would record it.</summary>
/// <param name="Id">The rule.</param>
/// <param name="Member">The message's member it comes from; null if the message itself.</param>
/// <param name="Arguments">The arguments of the rule's message.</param>
/// <param name="Remove">The lines that are no longer right.</param>
/// <param name="Add">The lines that are.</param>
internal sealed record SchemaFinding(string Id, ISymbol? Member, string[] Arguments, IEnumerable<SchemaLine> Remove, IEnumerable<SchemaLine> Add);
