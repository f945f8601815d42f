package io.mainstay.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BannedCallsTest {

    private static final String PATH = "embedded/src/main/java/io/mainstay/etcd/embedded/A.java";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Thread.sleep(1);",
                "java.lang.Thread.sleep(1);",
                "TimeUnit.SECONDS.sleep(1);",
                "java.util.concurrent.TimeUnit.DAYS.sleep(1);",
                "MILLISECONDS.sleep(1);",
                "long t = System.currentTimeMillis();",
                "long t = System.nanoTime();",
                "LongSupplier t = System::nanoTime;",
                "new Thread(null);",
                "new java.lang.Thread(null);",
                "ThreadFactory f = Thread::new;",
                "Thread.ofPlatform().start(null);"
            })
    void aBannedCallIsFound(String statement) {
        assertThat(check(PATH, "class A { void m() throws Exception { " + statement + " } }"))
                .as(statement)
                .hasSize(1);
    }

    @Test
    void aStaticImportIsFound() {
        assertThat(check(PATH, "import static java.lang.Thread.sleep;\nclass A {}"))
                .hasSize(1);
    }

    @Test
    void whatOnlyLooksLikeABannedCallIsLeftAlone() {
        assertThat(check(PATH, """
                        class A {
                            // Thread.sleep(1) in a comment
                            String text = "System.nanoTime()";
                            long m(Clock clock, Sheep flock) {
                                flock.sleep(1);
                                new ThreadGroup("g");
                                return clock.nanoTime();
                            }
                        }
                        """)).isEmpty();
    }

    @Test
    void timeAndThreadsHaveOneHomeEach() {
        String time = "class A { long now() { return System.nanoTime(); } }";
        String thread = "class A { Thread t = new Thread(null); }";
        assertThat(check(BannedCalls.CLOCK, time)).isEmpty();
        assertThat(check(BannedCalls.CLOCK, thread)).hasSize(1);
        assertThat(check(BannedCalls.THREADS, thread)).isEmpty();
        assertThat(check(BannedCalls.THREADS, time)).hasSize(1);
    }

    @Test
    void nobodySleeps() {
        String sleep = "class A { void m() throws Exception { Thread.sleep(1); } }";
        assertThat(check(BannedCalls.CLOCK, sleep)).hasSize(1);
        assertThat(check("bench/src/main/java/A.java", sleep)).hasSize(1);
    }

    @Test
    void theMessageSaysWhereAndWhatToDo() {
        assertThat(check(PATH, "class A {\n  long t = System.nanoTime();\n}"))
                .singleElement()
                .asString()
                .startsWith(PATH + ":2: [banned-call] System.nanoTime")
                .contains("take a Clock as an argument");
    }

    private static List<Violation> check(String path, String text) {
        return BannedCalls.check(JavaParser.parse(path, text));
    }
}
