using System.Text;
using RepoAudit.Auditing;

namespace RepoAudit.Tests.Auditing;

public sealed class LongestMemberTests
{
    [Fact]
    public void CSharp_looks_into_namespaces_and_types_and_not_into_strings_and_comments() => AssertLongest("a.cs", "Longest", 9, 11, """
        namespace N
        {
            [Attribute(typeof(int))]
            public class C<T>(int x) : Base(x) where T : class
            {
                public int Short { get; set; } = 1;
                // }
                private const string S = "}";
                [Fact]
                public static async Task<List<T>> Longest<TOther>((int, int) pair)
                    where TOther : struct
                {
                    /* } */
                    var s = $"{{ {new { A = "}" }} }}" + @"}""}" + '}';
                    if (pair.Item1 > 1)
                    {
                        Call();
                    }
                }

                void After()
                {
                    Call();
                }
            }
        }
        """);

    [Fact]
    public void CSharp_file_scoped_namespace_record_and_preprocessor() => AssertLongest("a.cs", "M", 6, 4, """
        namespace N;
        #region { {
        public sealed record R(int A)
        {
        #if X // {
            internal R M() // {
            {
                return this;
            }
        #endif
        }
        """);

    [Fact]
    public void CSharp_property_and_initialiser() => AssertLongest("a.cs", "Table", 3, 5, """
        class C
        {
            public static Dictionary<string, int> Table { get; } = new()
            {
                ["a"] = 1,
                ["b"] = 2,
            };

            int Value
            {
                get { return 1; }
            }
        }
        """);

    [Fact]
    public void A_type_word_in_a_constraint_makes_no_type() => AssertLongest("a.cs", "M", 3, 4, "class C\n{\nvoid M<T>() where T : class\n{\n\n}\n}\n");

    [Fact]
    public void CSharp_expression_bodies_are_not_seen() => Assert.Null(Find("a.cs", "class C\n{\n  int A() =>\n 1;\n}\n"));

    [Fact]
    public void Statements_at_the_top_are_no_members() => Assert.Null(Find("a.cs", "foreach (var x in y)\n{\n  Call();\n}\nif (x)\n{\n}\nelse\n{\n}\n"));

    [Fact]
    public void The_first_of_equals_wins() => AssertLongest("a.cs", "A", 1, 3, "void A()\n{\n}\nvoid B()\n{\n}\n");

    [Fact]
    public void What_is_never_closed_is_not_counted() => AssertLongest("a.cs", "A", 1, 1, "void A() { }\nvoid B()\n{\n\n\n");

    [Fact]
    public void Java_annotations_are_no_signatures() => AssertLongest("A.java", "run", 4, 6, """
        @Entity(name = "x")
        public class A {
            enum E { X, Y }
            @SuppressWarnings({"a", "b"})
            public <T extends Foo> void run(List<T> list)
                throws IOException {
                Object o = new Object() { };
                String s = "}";
            }
        }
        """);

    [Fact]
    public void C_functions_that_return_a_struct_are_functions() => AssertLongest("a.c", "make", 3, 5, """
        #define OPEN {
        struct list { int x; };
        struct list *make(void)
        {
            char c = '{';
            return 0;
        }
        """);

    [Fact]
    public void Cpp_namespaces_classes_and_constructors() => AssertLongest("a.cpp", "Foo", 5, 5, """
        namespace std MACRO(default) {
        template <class T> struct S { T x; };
        class EXPORT Foo : public Bar {
            int x;
            Foo(int a)
              : x(a) {
                go();
                stop();
            }
        };
        template <class T> T get() { return {}; }
        }
        """);

    [Fact]
    public void Go_methods_have_names_after_their_receivers() => AssertLongest("a.go", "Handle", 5, 4, """
        package main
        import "x"
        type T struct { a int }

        func (t *T) Handle(w io.Writer) error {
            s := `}`
            return nil
        }

        func main() {
        }
        """);

    [Fact]
    public void Rust_impl_blocks_are_looked_into() => AssertLongest("a.rs", "get", 4, 6, """
        mod m {
        struct S<'a> { x: &'a str }
        impl<'a> S<'a> {
            pub fn get<T>(&self, c: char) -> impl Iterator<Item = T>
            where T: Clone {
                let s = r#"}}"#;
                if c == '}' { }
                todo!()
            }
        }
        }
        """);

    [Fact]
    public void JavaScript_without_semicolons() => AssertLongest("a.js", "render", 5, 6, """
        import { a } from 'a'
        export default class extends X {
          x = 1

          async render(props)
          {
            const s = `}${ { a: 1 }.a }}`
            const r = /[}/]/
            return s
          }

          short() { }
        }
        const arrow = () => {
        }
        """);

    [Fact]
    public void Python_members_go_by_indentation() => AssertLongest("a.py", "longest", 4, 13, """"
        import x

        class C:
            async def longest(self,
        a=1):
                """text
        def not_me():
            """
                def inner():
                    pass

                # comment
                if a and \
        b:
                    return {
        }

            # trailing comment

            def short(self):
                pass

        x = 1
        """");

    [Fact]
    public void Languages_without_rules_have_no_members()
    {
        Assert.Null(Find("a.sql", "create function f() {\n}\n"));
        Assert.Null(Find("a.txt", "void f() {\n}\n"));
    }

    private static MemberSpan? Find(string name, string text) => FileAuditor.Audit(name, Encoding.UTF8.GetBytes(text)).Findings.LongestMember;

    private static void AssertLongest(string file, string name, int line, int lines, string text)
    {
        Assert.Equal(new MemberSpan(name, line, lines), Find(file, text));
        Assert.Equal(new MemberSpan(name, line, lines), Find(file, text.ReplaceLineEndings("\r\n")));
    }
}
