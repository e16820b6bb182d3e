using System;
using Microsoft.CodeAnalysis.Editing;

namespace Nika.Messaging.CodeFixes;

/// <summary>One way to fix a finding.</summary>
/// <param name="Title">What the editor shows.</param>
/// <param name="Key">The equivalence key: what is fixed in the same way everywhere by fix-all.</param>
/// <param name="Apply">The change. Other findings of the document may have been changed before: edit what is current, not what was seen.</param>
internal sealed record FixOption(string Title, string Key, Action<SyntaxEditor> Apply);
