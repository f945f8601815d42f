package io.mainstay.tidy;

import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Calls that stand in one place only: time and threads come from there, so that a test can hold them in its hand. A
 * call, a method reference, a {@code new} and a static import all count.
 */
final class BannedCalls {

    /** Where the time of every module comes from. */
    static final String CLOCK = "client/src/main/java/io/mainstay/etcd/spi/SystemClock.java";

    /** Where the threads of every module come from. */
    static final String THREADS = "client/src/main/java/io/mainstay/etcd/spi/DaemonThreads.java";

    /** A benchmark is about real time. */
    private static final String BENCH = "bench/src/";

    private static final List<Ban> BANS = List.of(
            new Ban(
                    "(java\\.lang\\.)?Thread\\.sleep",
                    List.of(),
                    "wait for the event itself, with a deadline (a latch, a future, a condition)."),
            new Ban(
                    "(java\\.util\\.concurrent\\.)?(TimeUnit\\.)?"
                            + "(NANOSECONDS|MICROSECONDS|MILLISECONDS|SECONDS|MINUTES|HOURS|DAYS)\\.sleep",
                    List.of(),
                    "wait for the event itself, with a deadline (a latch, a future, a condition)."),
            new Ban(
                    "(java\\.lang\\.)?System\\.(currentTimeMillis|nanoTime)",
                    List.of(CLOCK, BENCH),
                    "take a Clock as an argument; the real one is SystemClock."),
            new Ban(
                    "new (java\\.lang\\.)?Thread|(java\\.lang\\.)?Thread\\.(new|ofPlatform)",
                    List.of(THREADS, BENCH),
                    "take a ThreadFactory as an argument, or named daemons from DaemonThreads."));

    private BannedCalls() {}

    static List<Violation> check(SourceFile file) {
        List<Violation> found = new ArrayList<>();
        new Calls(file, found).scan(file.tree(), null);
        return found;
    }

    private record Ban(Pattern call, List<String> allowed, String advice) {
        Ban(String call, List<String> allowed, String advice) {
            this(Pattern.compile(call), allowed, advice);
        }

        boolean hits(SourceFile file, String text) {
            return call.matcher(text).matches() && allowed.stream().noneMatch(file.path()::startsWith);
        }
    }

    private static final class Calls extends TreeScanner<Void, Void> {
        private final SourceFile file;
        private final List<Violation> found;

        Calls(SourceFile file, List<Violation> found) {
            this.file = file;
            this.found = found;
        }

        @Override
        public Void visitMemberSelect(MemberSelectTree select, Void nothing) {
            report(select, select.toString());
            return super.visitMemberSelect(select, nothing);
        }

        @Override
        public Void visitMemberReference(MemberReferenceTree reference, Void nothing) {
            String name = reference.getMode() == MemberReferenceTree.ReferenceMode.NEW
                    ? "new"
                    : reference.getName().toString();
            report(reference, reference.getQualifierExpression() + "." + name);
            return super.visitMemberReference(reference, nothing);
        }

        @Override
        public Void visitNewClass(NewClassTree creation, Void nothing) {
            report(creation, "new " + creation.getIdentifier());
            return super.visitNewClass(creation, nothing);
        }

        private void report(Tree part, String text) {
            for (Ban ban : BANS) {
                if (ban.hits(file, text)) {
                    String advice = text + " does not stand here: " + ban.advice();
                    found.add(new Violation(file.path(), file.firstLine(part), "banned-call", advice));
                }
            }
        }
    }
}
