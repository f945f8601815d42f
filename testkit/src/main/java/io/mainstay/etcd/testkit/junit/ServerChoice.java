package io.mainstay.etcd.testkit.junit;

import io.mainstay.etcd.testkit.EtcdInstall;
import io.mainstay.etcd.testkit.Requirement;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/** Which etcd tests run on, as the property {@value #PROPERTY} says it. */
sealed interface ServerChoice {
    /** A configuration parameter of JUnit, so also a system property. */
    String PROPERTY = "mainstay.test.etcd";

    /** One inside the JVM. */
    record Embedded() implements ServerChoice {}

    /** A real one, started for the tests; the version is a line like {@code 3.6}, or empty for the preferred one. */
    record Real(String version) implements ServerChoice {
        EtcdInstall install() {
            return version.isEmpty() ? Requirement.realEtcd() : Requirement.realEtcd(version);
        }
    }

    /** One that runs already. */
    record Given(String endpoint) implements ServerChoice {}

    /** What a value of the property means. */
    static ServerChoice of(String value) {
        String word = value.strip();
        if (word.isEmpty() || word.equals("embedded")) {
            return new Embedded();
        }
        if (word.equals("real")) {
            return new Real("");
        }
        if (Pattern.matches("3\\.\\d+(\\.\\d+)?", word)) {
            return new Real(word);
        }
        if (Pattern.matches("https?://.+", word)) {
            return new Given(word);
        }
        throw new ExtensionConfigurationException(PROPERTY + " is \"" + value + "\"; it must be \"embedded\", \"real\","
                + " a version of a real etcd like \"3.6\", or the address of one that runs, like"
                + " \"http://127.0.0.1:2379\"");
    }
}
