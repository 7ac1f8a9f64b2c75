package io.tiercel.engine.boot.strategies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiercel.engine.strategy.ShippedStrategies;
import io.tiercel.engine.strategy.Strategy;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

class BytecodeCheckTest {
    @TempDir
    private Path folder;

    /** What stands before # is a statement, behind it what is said of it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "long t = System.nanoTime(); # calls System.nanoTime(); take the time from context.timeNs()",
                "long t = System.currentTimeMillis(); # calls System.currentTimeMillis()",
                "java.util.function.LongSupplier t = System::nanoTime; # calls System.nanoTime()",
                "Object t = java.time.Instant.now(); # calls Instant.now(); take the time from context.timeNs()",
                "Object t = java.time.LocalDate.now(); # calls LocalDate.now()",
                "Object t = new java.util.Date(); # uses java.util.Date; take the time from context.timeNs()",
                "Object r = new java.util.Random(); # calls Random.<init>(); use new Random(seed from a parameter)",
                "java.util.function.Supplier<Object> r = java.util.Random::new; # calls Random.<init>()",
                "double r = Math.random(); # calls Math.random(); use new Random(seed from a parameter)",
                "double r = StrictMath.random(); # calls StrictMath.random()",
                "Object r = java.util.UUID.randomUUID(); # calls UUID.randomUUID()",
                "Object r = new java.security.SecureRandom(); # uses java.security.SecureRandom",
                "int r = java.util.concurrent.ThreadLocalRandom.current().nextInt(); # ThreadLocalRandom",
                "new Thread(() -> {}).start(); # uses java.lang.Thread; a strategy runs on the core's thread alone",
                "Thread.sleep(1); # calls Thread.sleep(long)",
                "java.util.concurrent.Executors.newCachedThreadPool(); # calls Executors.newCachedThreadPool()",
                "new java.util.concurrent.locks.ReentrantLock().lock(); # uses java.util.concurrent.locks.ReentrantLock",
                "synchronized (this) { int i = 0; } # is synchronized",
                "java.util.List.of(1).parallelStream(); # calls List.parallelStream()",
                "java.util.stream.IntStream.of(1).parallel(); # calls IntStream.parallel()",
                "this.notifyAll(); # calls Object.notifyAll()",
                "Object f = new java.io.File(\"x\"); # uses java.io.File; a strategy opens no file",
                "java.nio.file.Files.exists(null); # calls Files.exists(Path, LinkOption[])",
                "Object s = new java.net.Socket(); # uses java.net.Socket",
                "System.out.println(); # uses System.out; a strategy prints nothing",
                "String s = System.getenv(\"x\"); # calls System.getenv(String); a strategy asks nothing of the host",
                "String s = System.getProperty(\"x\"); # calls System.getProperty(String)",
                "Integer s = Integer.getInteger(\"x\"); # calls Integer.getInteger(String)",
                "System.exit(0); # calls System.exit(int)",
                "Runtime.getRuntime().gc(); # calls Runtime.getRuntime()",
                "int h = System.identityHashCode(this); # calls System.identityHashCode(Object)",
                "int h = new Object().hashCode(); # calls Object.hashCode(); it may be an object's identity",
                "int h = io.tiercel.codecs.types.Side.BUY.hashCode(); # hashCode(); it may be an object's identity",
                "int h = java.util.Objects.hash(this); # calls Objects.hash(Object[])",
                "java.util.function.ToIntFunction<Object> h = Object::hashCode; # calls Object.hashCode()",
                "int h = new Pair(1).hashCode(); # calls Bad$Pair.hashCode()",
                "Class.forName(\"x\"); # calls Class.forName(String); reflection could reach anything",
                "getClass().getMethods(); # calls Class.getMethods()",
                "java.lang.invoke.MethodHandles.lookup(); # calls MethodHandles.lookup()",
                "Object m = new java.util.HashMap<>(); # uses java.util.HashMap; the order of its elements",
                "Object m = new java.util.HashSet<>(); # uses java.util.HashSet",
                "Object m = new java.util.IdentityHashMap<>(); # uses java.util.IdentityHashMap",
                "Object m = java.util.Set.of(1, 2); # calls Set.of(Object, Object)",
                "Object m = java.util.Map.copyOf(null); # calls Map.copyOf(Map)",
                "Object m = java.util.stream.Collectors.toSet(); # calls Collectors.toSet()",
                "double x = Math.exp(1); # calls Math.exp(double); use StrictMath",
                "double x = Math.pow(1, 2); # calls Math.pow(double, double)",
                "java.util.function.DoubleUnaryOperator x = Math::tanh; # calls Math.tanh(double)",
                "String s = String.format(\"x\"); # calls String.format(String, Object[]); the text of an object",
                "String s = String.format(java.util.Locale.ROOT, \"%s\", this); # calls String.format(Locale, String,",
                "int h = (\"x\" + new Object()).hashCode(); # calls String.valueOf(Object); the text of an",
                "String s = \"x\" + new int[1]; # calls String.valueOf(Object)",
                "String s = \"x\" + new java.util.ArrayList<Object>(); # calls String.valueOf(Object)",
                "String s = String.valueOf(new Object()); # calls String.valueOf(Object); the text of an object",
                "String s = new StringBuilder().append(this).toString(); # calls StringBuilder.append(Object)",
                "String s = java.util.List.of(this).toString(); # calls Object.toString(); the text of an object",
                "String s = java.util.Arrays.toString(new Object[1]); # calls Arrays.toString(Object[])",
                "String s = java.util.Objects.toString(this); # calls Objects.toString(Object)",
                "java.util.function.Function<Object, String> s = Object::toString; # calls Object.toString()",
                "String s = \"x\".toUpperCase(); # calls String.toUpperCase()",
                "byte[] s = \"x\".getBytes(); # calls String.getBytes(); name the character set",
                "Object s = java.util.Locale.getDefault(); # calls Locale.getDefault()",
                "Object s = java.util.TimeZone.getDefault(); # calls TimeZone.getDefault()",
                "state = 1; # writes the static field Bad.state; static state is in no snapshot",
                "new Exception().printStackTrace(); # calls Exception.printStackTrace()",
                "new Source().nextLong(); # calls Random.<init>()",
                "new Own().parallelStream(); # calls ArrayList.parallelStream()",
                "new io.tiercel.engine.strategy.testing.FakeContext(); # it is not part of the strategy API",
            })
    void shouldRefuse(final String statementAndFinding) {
        final String[] parts = statementAndFinding.split(" # ");

        final List<String> findings = texts(bad(parts[0]));

        assertTrue(
                findings.stream().anyMatch(text -> text.startsWith("acme.Bad") && text.contains(parts[1])),
                () -> "found " + findings);
        assertTrue(findings.stream().allMatch(text -> text.contains("; ")), () -> "no remedy in " + findings);
    }

    @Test
    void shouldNameClassMethodAndLineOfEachFinding() {
        final String source = UserJar.lines(
                "package acme;",
                "class Two {",
                "    long one() {",
                "        return System.nanoTime();",
                "    }",
                "    double two(final double x) {",
                "        return Math.log(x)",
                "            + Math.sin(x);",
                "    }",
                "    native void three();",
                "}");

        final List<String> places = BytecodeCheck.check(UserJar.compile(folder, source)).stream()
                .map(finding -> finding.place() + " " + finding.what())
                .toList();

        assertEquals(
                List.of(
                        "acme.Two.one:4 calls System.nanoTime()",
                        "acme.Two.two:7 calls Math.log(double)",
                        "acme.Two.two:8 calls Math.sin(double)",
                        "acme.Two.three is native"),
                places);
    }

    @Test
    void shouldAllowWhatIsTheSameEverywhere() {
        final String body = UserJar.lines(
                "java.util.Map<String, Long> m = new java.util.TreeMap<>();",
                "m.put(\"a\" + 1, 2L);",
                "for (var e : m.entrySet()) { acc += e.getValue() * Math.sqrt(2) + StrictMath.exp(1); }",
                "var list = new java.util.ArrayList<Integer>(java.util.List.of(3, 1, 2));",
                "list.sort(java.util.Comparator.reverseOrder());",
                "acc += list.stream().mapToInt(Integer::intValue).sum();",
                "acc += new java.util.Random(7).nextInt() + \"x\".hashCode() + Long.hashCode(3);",
                "acc += switch (io.tiercel.codecs.types.Side.BUY) { case BUY -> 1; default -> 2; };",
                "assert acc > 0 : \"never \" + acc;",
                "try { java.util.Objects.requireNonNull(m); } catch (RuntimeException e) { throw e; }",
                "acc += new Pair(3).a() + Kind.values().length + Kind.valueOf(\"A\").ordinal();",
                "long[] copy = new long[3]; System.arraycopy(new long[3], 0, copy, 0, 3); acc += copy.clone().length;",
                "acc += new java.math.BigDecimal(\"1.5\").setScale(0, java.math.RoundingMode.DOWN).intValue();",
                "acc += java.time.Duration.ofSeconds(2).toNanos();",
                "acc += java.util.Set.of(io.tiercel.engine.signal.SignalInput.BOOK).size();",
                "acc += (\"x\" + acc + 1 + \"y\").length() + String.valueOf(1.5).length() + getClass().getName().length();",
                "int[][] grid = new int[2][3]; acc += grid.length;");

        assertEquals(List.of(), texts(bad(body)));
    }

    @Test
    void shouldRefuseALibraryThatIsNotInTheJar() {
        final TreeMap<String, byte[]> classes = UserJar.compile(
                folder,
                "package acme; class Main { int x = Other.y(); }",
                "package acme; class Other { static int y() { return 1; } }");
        classes.remove("acme/Other");

        assertEquals(
                List.of("acme.Main.<init>:1: uses acme.Other; it is neither in the jar nor part of the strategy API:"
                        + " put the library's classes into the jar"),
                texts(classes));
    }

    @Test
    void shouldRefuseAMemberThatTheApiDoesNotHave() {
        final TreeMap<String, byte[]> classes = UserJar.compile(
                folder,
                "package acme; class Main { long x(io.tiercel.engine.book.Book b) { return b.bidQuantity(); } }");
        // The same length, so that the class file stays whole
        final String text = new String(classes.get("acme/Main"), java.nio.charset.StandardCharsets.ISO_8859_1);
        classes.put(
                "acme/Main",
                text.replace("bidQuantity", "bidQuantitx").getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));

        assertEquals(
                List.of("acme.Main.x:1: calls Book.bidQuantitx(); the strategy API of this version has no such member:"
                        + " build the jar with this version"),
                texts(classes));
    }

    @Test
    void shouldKeepTheCoresOwnMembersOfTheApi() {
        final TreeMap<String, byte[]> classes = UserJar.compile(
                folder,
                "package acme; class Main { void x(io.tiercel.engine.reference.Instrument i) { i.status(null); } }");

        assertEquals(1, texts(classes).size());
    }

    @Test
    void shouldFindNothingInTheShippedStrategiesAndSignals() throws IOException {
        final TreeMap<String, byte[]> classes = classes(UserJar.place(Strategy.class));
        classes.keySet().removeIf(name -> name.contains("/testing/"));
        classes(UserJar.place(ShippedStrategies.class)).forEach((name, bytes) -> {
            if (name.matches("io/tiercel/engine/strategy/(MarketMaker|Momentum|Pair.*|FairPrice|.*Quotes?|QuoteModel)"
                    + "(\\$.*)?")) {
                classes.put(name, bytes);
            }
        });

        assertTrue(classes.containsKey("io/tiercel/engine/strategy/Momentum"));
        assertTrue(classes.containsKey("io/tiercel/engine/signal/StandardSignals"));
        assertEquals(List.of(), texts(classes));
    }

    private static TreeMap<String, byte[]> classes(final Path place) throws IOException {
        if (Files.isDirectory(place)) {
            return UserJar.classFiles(place);
        }
        try (FileSystem jar = FileSystems.newFileSystem(place)) {
            return UserJar.classFiles(jar.getPath("/"));
        }
    }

    /** As compilers write it that make no text of each part first. */
    @ParameterizedTest
    @CsvSource({
        "Ljava/lang/Object;, puts an object of java.lang.Object into a text",
        "[I, puts an object of int[] into a text",
        "Ljava/util/List;, puts an object of java.util.List into a text",
        "Ljava/lang/String;, ''",
        "J, ''",
        "Ljava/math/BigDecimal;, ''",
        "Lio/tiercel/codecs/types/Side;, ''"
    })
    void shouldLookAtWhatIsPutIntoAText(final String type, final String found) {
        final ClassWriter made = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        made.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "acme/Made", null, "java/lang/Object", null);
        final MethodVisitor text =
                made.visitMethod(Opcodes.ACC_STATIC, "text", "(" + type + ")Ljava/lang/String;", null, null);
        text.visitCode();
        text.visitVarInsn(Type.getType(type).getOpcode(Opcodes.ILOAD), 0);
        text.visitInvokeDynamicInsn(
                "makeConcatWithConstants",
                "(" + type + ")Ljava/lang/String;",
                new Handle(
                        Opcodes.H_INVOKESTATIC,
                        "java/lang/invoke/StringConcatFactory",
                        "makeConcatWithConstants",
                        "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
                                + "Ljava/lang/String;[Ljava/lang/Object;)Ljava/lang/invoke/CallSite;",
                        false),
                "x\u0001");
        text.visitInsn(Opcodes.ARETURN);
        text.visitMaxs(0, 0);
        text.visitEnd();
        made.visitEnd();

        final List<String> findings = texts(new TreeMap<>(Map.of("acme/Made", made.toByteArray())));

        assertEquals(found.isEmpty() ? 0 : 1, findings.size(), findings::toString);
        assertTrue(findings.stream().allMatch(finding -> finding.contains(found)), findings::toString);
    }

    private TreeMap<String, byte[]> bad(final String body) {
        return UserJar.compile(
                folder,
                UserJar.lines(
                        "package acme;",
                        "class Bad {",
                        "    static int state;",
                        "    double acc;",
                        "    enum Kind { A, B }",
                        "    record Pair(long a) {}",
                        body.contains("Source") ? "    static class Source extends java.util.Random {}" : "",
                        "    static class Own extends java.util.ArrayList<String> {}",
                        "    void bad() throws Exception {",
                        body,
                        "    }",
                        "}"));
    }

    private static List<String> texts(final TreeMap<String, byte[]> classes) {
        return BytecodeCheck.check(classes).stream().map(Finding::toString).toList();
    }
}
