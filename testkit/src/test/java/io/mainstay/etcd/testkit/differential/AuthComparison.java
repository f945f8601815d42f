package io.mainstay.etcd.testkit.differential;

import io.mainstay.etcd.auth.AuthenticateResult;
import io.mainstay.etcd.auth.Secret;
import io.mainstay.etcd.spi.CallContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Sends one stream of operations by several users to a reference and to others, step by step, each with the tokens it
 * has given itself, and fails at the first difference.
 */
final class AuthComparison {
    private static final CallContext NONSENSE = CallContext.PLAIN.withToken(Secret.of("nonsense.1"));

    private final List<Visitor> visitors = new ArrayList<>();
    private final Verdict verdict;
    private final long seed;
    private final Map<String, Integer> counts = new TreeMap<>();

    /** One server, and the tokens it has given. */
    private record Visitor(Line line, @Nullable Secret[] tokens) {
        CallContext context(int pass) {
            if (pass == AuthStep.NONSENSE) {
                return NONSENSE;
            }
            return CallContext.PLAIN.withToken(pass == AuthStep.NOBODY ? null : tokens[pass]);
        }
    }

    /** The first line is the reference. */
    AuthComparison(List<Line> lines, Verdict verdict, long seed) {
        lines.forEach(line -> visitors.add(new Visitor(line, new Secret[AuthOperations.SLOTS])));
        this.verdict = verdict;
        this.seed = seed;
    }

    void run(int steps) throws Exception {
        AuthOperations stream = new AuthOperations(seed);
        for (int number = 1; number <= steps; number++) {
            AuthStep step = stream.next();
            stream.learn(step, compare(number, step));
        }
    }

    private Answer compare(int number, AuthStep step) throws Exception {
        List<CompletableFuture<Answer>> asked = new ArrayList<>();
        for (Visitor visitor : visitors) {
            asked.add(visitor.line().ask(step.operation(), visitor.context(step.pass())));
        }
        List<Answer> answers = new ArrayList<>();
        String place = "seed " + seed + ", step " + number;
        for (int i = 0; i < asked.size(); i++) {
            answers.add(visitors.get(i).line().await(place, step, asked.get(i)));
        }
        for (int i = 0; i < answers.size(); i++) {
            if (!verdict.same(step.operation(), answers.get(0), answers.get(i))) {
                throw new AssertionError(String.format(
                        "%s: different answers%n  asked: %s%n  %s: %s%n  %s: %s",
                        place,
                        step,
                        visitors.get(0).line().name(),
                        answers.get(0),
                        visitors.get(i).line().name(),
                        answers.get(i)));
            }
            if (answers.get(i) instanceof Answer.Done done && done.value() instanceof AuthenticateResult signedIn) {
                visitors.get(i).tokens()[step.slot()] = signedIn.token();
            }
        }
        count(step, answers.get(0));
        return answers.get(0);
    }

    private void count(AuthStep step, Answer answer) {
        String kind = step.operation().rpc().shortName();
        String outcome = answer instanceof Answer.Refused refused ? " " + refused.text() : "";
        counts.merge(kind + outcome, 1, Integer::sum);
    }

    /** How often each procedure was answered, and refused in which words. */
    Map<String, Integer> counts() {
        return counts;
    }
}
