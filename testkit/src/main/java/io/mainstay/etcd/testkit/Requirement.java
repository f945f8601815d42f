package io.mainstay.etcd.testkit;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Assumptions;

/**
 * A real part that a test needs and that a machine may lack, such as an etcd or a browser.
 *
 * <p>Where it is missing the test is skipped, and standard error says so. Where the environment variable
 * {@code MAINSTAY_REQUIRE} holds the part's word (words are parted by commas, as in {@code etcd,browser}) the test
 * fails instead: a run that must prove something cannot pass by skipping it.
 */
public final class Requirement {
    private static final String VARIABLE = "MAINSTAY_REQUIRE";
    private static final Set<String> SAID = ConcurrentHashMap.newKeySet();

    private final String word;
    private final String name;
    private final String remedy;

    private Requirement(String word, String name, String remedy) {
        this.word = word;
        this.name = name;
        this.remedy = remedy;
    }

    /**
     * A part that a test needs.
     *
     * @param word what {@code MAINSTAY_REQUIRE} calls it
     * @param name what the message calls it, as {@code real etcd 3.6}
     * @param remedy what brings it, as {@code run tools/get-etcd}
     */
    public static Requirement of(String word, String name, String remedy) {
        return new Requirement(word, name, remedy);
    }

    /** The real etcd that {@link RealEtcd#installed()} prefers, or else the test ends here: skipped, or failed. */
    public static EtcdInstall realEtcd() {
        Requirement etcd = of("etcd", "real etcd", "run tools/get-etcd");
        return etcd.orSkip(RealEtcd.installed().stream().findFirst());
    }

    /**
     * The real etcd of {@code wanted}, or else the test ends here: skipped, or failed. The word of the line 3.4, which
     * few machines can still have, is {@code etcd-3.4}.
     *
     * @param wanted a line of versions such as {@code 3.6}, or one version in full
     */
    public static EtcdInstall realEtcd(String wanted) {
        boolean old = wanted.equals("3.4") || wanted.startsWith("3.4.");
        Requirement etcd = old
                ? of("etcd-3.4", "real etcd " + wanted, "run tools/get-etcd --debian on a release that has it")
                : of("etcd", "real etcd " + wanted, "run tools/get-etcd " + wanted);
        return etcd.orSkip(RealEtcd.installed(wanted));
    }

    /** The part, where it was found; or else the test ends here: skipped, or failed. */
    public <T> T orSkip(Optional<T> found) {
        return orSkip(found, System.getenv(), System.err);
    }

    <T> T orSkip(Optional<T> found, Map<String, String> environment, PrintStream loud) {
        if (found.isPresent()) {
            return found.get();
        }
        String missing = name + " not found; " + remedy;
        if (isRequired(environment)) {
            throw new AssertionError(VARIABLE + " asks for " + word + ", but " + missing);
        }
        if (SAID.add(missing)) {
            loud.println("SKIPPED: " + missing);
        }
        return Assumptions.abort("SKIPPED: " + missing);
    }

    private boolean isRequired(Map<String, String> environment) {
        return Arrays.stream(environment.getOrDefault(VARIABLE, "").split(",", -1))
                .map(String::strip)
                .anyMatch(word::equals);
    }
}
