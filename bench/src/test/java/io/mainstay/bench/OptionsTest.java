package io.mainstay.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {

    @Test
    void nothingMeansAFullRunOfAllPeers() {
        assertThat(parse("")).isEqualTo(parse("kv"));
        assertThat(parse("").rounds()).isEqualTo(3);
        assertThat(parse("").peers()).containsExactly(PeerKind.values());
        assertThat(parse("").server()).isEmpty();
    }

    @Test
    void wordsCount() {
        Options options = parse("kv --smoke --rounds 2 --peers jetcd,stub --server embedded");

        assertThat(options.smoke()).isTrue();
        assertThat(options.rounds()).isEqualTo(2);
        assertThat(options.peers()).containsExactly(PeerKind.STUB, PeerKind.JETCD);
        assertThat(options.server()).isEqualTo(Optional.of(Options.Server.EMBEDDED));
        assertThat(parse("--smoke").rounds()).isEqualTo(1);
        assertThat(parse("watches-many").benchmark()).isEqualTo(Options.Benchmark.WATCHES_MANY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "watch|no benchmark 'watch'; there are: kv, watch-fanin, watches-many",
                "kv watch-fanin|one benchmark at a time, not kv and watch-fanin",
                "--smok|no option --smok",
                "--rounds|--rounds needs a value",
                "--rounds 0|--rounds goes from 1 to 100, not 0",
                "--rounds x|--rounds needs a number, not 'x'",
                "--server zk|--server is real or embedded, not 'zk'",
                "--peers jetcd,curator|no peer 'curator'; there are: mainstay, stub, jetcd, etcd-java",
            })
    void nonsenseIsNamed(String line, String message) {
        assertThatThrownBy(() -> parse(line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private static Options parse(String line) {
        return Options.parse(line.isEmpty() ? List.of() : List.of(line.split(" ")));
    }
}
