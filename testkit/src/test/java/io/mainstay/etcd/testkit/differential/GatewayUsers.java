package io.mainstay.etcd.testkit.differential;

import com.google.gson.JsonObject;
import io.mainstay.etcd.auth.AuthenticateResult;
import io.mainstay.etcd.gateway.internal.json.MalformedAnswerException;
import io.mainstay.etcd.gateway.internal.json.Refusals;
import io.mainstay.etcd.gateway.internal.json.Route;
import io.mainstay.etcd.gateway.internal.json.Routes;
import io.mainstay.etcd.spi.Rpc;
import io.mainstay.etcd.spi.Rpcs;
import io.mainstay.etcd.spi.TransportFailure;
import io.mainstay.etcd.testkit.differential.GatewayRequests.Ask;
import io.mainstay.etcd.testkit.differential.HttpGateway.Seen;
import io.mainstay.etcd.testkit.differential.HttpGateway.Whole;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * Sends one stream of requests by several users to two gateways, step by step, each with the tokens it has given
 * itself, and fails at the first difference. An answer must be the same JSON, with the same status and headers; where
 * it is not, its values must differ only as a {@link Verdict} allows.
 */
final class GatewayUsers {
    private static final int HASH_EVERY = 250;
    private static final int EXCERPT = 5_000;
    private static final String DAMAGE = "{}[],:\"x1-.e\\\u0000 ";

    /** Answers in which order or time may differ. */
    private static final Set<Rpc<?, ?>> ANY_ORDER =
            Set.of(Rpcs.RANGE, Rpcs.TXN, Rpcs.LEASE_TIME_TO_LIVE, Rpcs.LEASE_LEASES, Rpcs.ROLE_GET, Rpcs.DELETE_RANGE);

    /** Requests that, damaged in just the right place, would wait, or have the server choose an id. */
    private static final Set<Rpc<?, ?>> CUT_ONLY =
            Set.of(Rpcs.LOCK, Rpcs.CAMPAIGN, Rpcs.PROCLAIM, Rpcs.RESIGN, Rpcs.LEASE_GRANT, Rpcs.ALARM);

    private final Guest reference;
    private final Guest other;
    private final Verdict verdict;
    private final boolean damages;
    private final long seed;
    private final Random random;
    private final MemberCalls members;
    private final Map<String, Integer> counts = new TreeMap<>();

    /** One server, and the tokens it has given. */
    private record Guest(HttpGateway gateway, String[] tokens) {
        String authorization(AuthStep step, boolean bearer) {
            if (step.pass() == AuthStep.NONSENSE) {
                return "nonsense.1";
            }
            String token = step.pass() == AuthStep.NOBODY ? null : tokens[step.pass()];
            return bearer && token != null ? "Bearer " + token : token;
        }
    }

    /** Damages now and then a request, if told so. */
    GatewayUsers(HttpGateway reference, HttpGateway other, Verdict verdict, boolean damages, long seed) {
        this.reference = new Guest(reference, new String[AuthOperations.SLOTS]);
        this.other = new Guest(other, new String[AuthOperations.SLOTS]);
        this.verdict = verdict;
        this.damages = damages;
        this.seed = seed;
        random = new Random(~seed);
        members = new MemberCalls(random);
    }

    void run(int steps) throws Exception {
        AuthOperations stream = new AuthOperations(seed);
        for (int number = 1; number <= steps; number++) {
            AuthStep step = stream.next();
            if (number % HASH_EVERY == 0) {
                step = new AuthStep(step.pass(), Operations.HASH, step.slot());
            } else if (random.nextInt(12) == 0) {
                step = new AuthStep(step.pass(), members.next(), step.slot());
            }
            take(number, step, stream);
        }
    }

    private <Q, R> void take(int number, AuthStep step, AuthOperations stream) throws Exception {
        @SuppressWarnings("unchecked") // an operation is of one procedure
        Operation<Q, R> operation = (Operation<Q, R>) step.operation();
        Route<Q, R> route = Routes.of(operation.rpc());
        byte[] right = route.write(operation.request());
        boolean damaged =
                damages && !MemberCalls.ALL.contains(operation.rpc()) && !route.isStreamed() && random.nextInt(10) == 0;
        Ask ask = new Ask("POST", path(route), damaged ? damage(operation, right) : right);
        boolean bearer = random.nextInt(10) == 0;
        String where = String.format("seed %d, step %d: %s with %d%n  %s", seed, number, ask, step.pass(), step);
        if (route.isStreamed() && operation.rpc() != Rpcs.LEASE_KEEP_ALIVE) {
            Seen expected = reference.gateway().askForLinesAs(reference.authorization(step, bearer), ask, 1);
            Seen given = other.gateway().askForLinesAs(other.authorization(step, bearer), ask, 1);
            same(where, expected, given, expected.equals(given) || isSnapshot(expected) && isSnapshot(given));
            return;
        }
        Whole expected = reference.gateway().askAs(reference.authorization(step, bearer), ask);
        Whole given = other.gateway().askAs(other.authorization(step, bearer), ask);
        if (route.isStreamed()) {
            same(where, expected.seen(), given.seen(), expected.seen().equals(given.seen()));
            return;
        } else if (damaged) {
            boolean alike = alike(operation.rpc(), expected.seen(), given.seen())
                    || verdict.allowsGrantOfNothing(operation, answer(route, expected), answer(route, given));
            same(where, expected.seen(), given.seen(), alike);
            return;
        }
        Answer answer = answer(route, expected);
        Answer otherAnswer = answer(route, given);
        boolean alike = expected.seen().equals(given.seen())
                || operation.rpc() == Rpcs.HASH && alike(Rpcs.HASH, expected.seen(), given.seen())
                || !answer.equals(otherAnswer)
                        && alike(operation.rpc(), expected.seen(), given.seen())
                        && verdict.same(operation, answer, otherAnswer);
        same(where, expected.seen(), given.seen(), alike);
        keep(reference, step, answer);
        keep(other, step, otherAnswer);
        stream.learn(step, answer);
    }

    private String path(Route<?, ?> route) {
        String path = route.path();
        if (path.startsWith("/v3/lease/") && !path.endsWith("grant") && !path.endsWith("keepalive")) {
            return random.nextBoolean() ? path : path.replace("/v3/lease/", "/v3/kv/lease/");
        }
        return random.nextInt(20) == 0 ? path.replace("/v3/", "/v3beta/") : path;
    }

    private byte[] damage(Operation<?, ?> operation, byte[] body) {
        byte[] damaged = body.clone();
        int at = random.nextInt(body.length);
        if (random.nextInt(3) == 0 || CUT_ONLY.contains(operation.rpc())) {
            return Arrays.copyOf(damaged, at);
        }
        damaged[at] = (byte) DAMAGE.charAt(random.nextInt(DAMAGE.length()));
        return damaged;
    }

    private static void keep(Guest guest, AuthStep step, Answer answer) {
        if (answer instanceof Answer.Done done && done.value() instanceof AuthenticateResult signedIn) {
            guest.tokens()[step.slot()] = signedIn.token().reveal();
        }
    }

    private static <R> Answer answer(Route<?, R> route, Whole whole) throws MalformedAnswerException {
        if (whole.seen().status() == 200) {
            return new Answer.Done(route.read(new ByteArrayInputStream(whole.bytes())));
        }
        TransportFailure failure = Refusals.of(whole.seen().status(), route.path(), whole.bytes());
        return new Answer.Refused(failure.code(), failure.text());
    }

    /** Whether two answers are the same but for what order and time change. */
    private static boolean alike(Rpc<?, ?> rpc, Seen one, Seen other) {
        return one.equals(other)
                || rpc == Rpcs.HASH && one.status() == 200 && other.status() == 200
                || one.status() == 200
                        && ANY_ORDER.contains(rpc)
                        && one.headers().equals(other.headers())
                        && (rpc == Rpcs.RANGE
                                || rpc == Rpcs.TXN
                                || one.inAnyOrder().equals(other.inAnyOrder()))
                || one.status() != 200 && rpc == Rpcs.TXN;
    }

    /** Whose file it is a piece of is not looked at. */
    private static boolean isSnapshot(Seen seen) {
        return seen.body().size() == 1
                && seen.body().get(0) instanceof JsonObject line
                && line.has("result")
                && line.getAsJsonObject("result").has("blob");
    }

    private void same(String where, Seen right, Seen given, boolean same) {
        if (!same) {
            throw new AssertionError(where + "\n  etcd: " + brief(right) + "\n  embedded: " + brief(given));
        }
        counts.merge("HTTP " + right.status(), 1, Integer::sum);
    }

    private static String brief(Seen seen) {
        String text = seen.toString();
        return text.length() > EXCERPT ? text.substring(0, EXCERPT) + "..." : text;
    }

    /** How often which status was answered. */
    Map<String, Integer> counts() {
        return counts;
    }
}
