using System.Collections;
using System.Reflection;
using Nika.Messaging.Contracts;
using Nika.Messaging.Generators.Tests.Harness;
using Nika.Messaging.Generators.Tests.Snapshots;

namespace Nika.Messaging.Generators.Tests.Caching;

public sealed class ModelTests
{
    private static readonly string[] Steps =
    [
        TrackingNames.Ids, TrackingNames.Messages, TrackingNames.Parts, TrackingNames.Pipelines, TrackingNames.Handlers,
        TrackingNames.Dispatchers, TrackingNames.RegisteredHandlers, TrackingNames.Clients, TrackingNames.RegisteredClients, TrackingNames.Registration,
    ];

    public static TheoryData<string> Cases => [.. SnapshotCases.All.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Equivalent_sources_have_equal_models(string name)
    {
        string source = SnapshotCases.All[name];
        var one = Generation.Of(source);
        var other = Generation.Of("// moved down\n\n" + source.Replace("    ", "\t", StringComparison.Ordinal) + "\n// and more", "public sealed class Unrelated;");
        foreach (string step in Steps)
        {
            Assert.Equal(one.Models(step), other.Models(step));
            Assert.Equal(one.Models(step).Select(m => m.GetHashCode()), other.Models(step).Select(m => m.GetHashCode()));
        }

        Assert.NotEmpty(Steps.SelectMany(step => one.Models(step)));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void No_model_holds_anything_of_the_compiler(string name)
    {
        var generation = Generation.Of(SnapshotCases.All[name]);
        foreach (object model in Steps.SelectMany(step => generation.Models(step)))
        {
            AssertPlain(model, model.GetType().Name, []);
        }
    }

    [Theory]
    [InlineData(typeof(IdModel))]
    [InlineData(typeof(MessageModel))]
    [InlineData(typeof(ShapeModel))]
    [InlineData(typeof(HandlerModel))]
    [InlineData(typeof(RegistrationModel))]
    [InlineData(typeof(PipelineModel))]
    [InlineData(typeof(ClientModel))]
    [InlineData(typeof(ClientRegistrationModel))]
    public void No_model_type_could_hold_anything_of_the_compiler(Type model)
    {
        var seen = new HashSet<Type>();
        var open = new Queue<Type>([model]);
        while (open.TryDequeue(out var type))
        {
            if (!seen.Add(type))
            {
                continue;
            }

            AssertNotRoslyn(type, model.Name);
            foreach (var argument in type.IsGenericType ? type.GetGenericArguments() : [])
            {
                open.Enqueue(argument);
            }

            if (type.Namespace == "Nika.Messaging.Contracts")
            {
                Assert.True(type.IsValueType || type.IsSealed, type.Name + " is not sealed");
                foreach (var field in Fields(type))
                {
                    open.Enqueue(field.FieldType);
                }
            }
        }

        Assert.Contains(typeof(string), seen);
    }

    [Fact]
    public void The_walk_finds_a_compiler_type_when_there_is_one()
    {
        var smuggled = new { Text = "x", Inner = new[] { (object)Source.Compile("") } };
        Assert.ThrowsAny<Exception>(() => AssertPlain(smuggled, "smuggled", []));
    }

    private static void AssertPlain(object? value, string path, HashSet<object> seen)
    {
        if (value is null or string || value.GetType().IsPrimitive || value.GetType().IsEnum || (!value.GetType().IsValueType && !seen.Add(value)))
        {
            return;
        }

        AssertNotRoslyn(value.GetType(), path);
        if (value is IEnumerable items and not string)
        {
            foreach (object? item in items)
            {
                AssertPlain(item, path + "[]", seen);
            }

            return;
        }

        foreach (var field in Fields(value.GetType()))
        {
            AssertPlain(field.GetValue(value), path + "." + field.Name, seen);
        }
    }

    private static void AssertNotRoslyn(Type type, string path) =>
        Assert.False(type.Assembly.GetName().Name!.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal), $"{path} holds a {type.FullName}");

    private static IEnumerable<FieldInfo> Fields(Type type)
    {
        for (var current = type; current is not null && current != typeof(object); current = current.BaseType)
        {
            foreach (var field in current.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                yield return field;
            }
        }
    }
}
