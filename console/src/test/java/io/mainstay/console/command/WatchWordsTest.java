package io.mainstay.console.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.watch.WatchRequest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WatchWordsTest {
    private static final WatchWords.Defaults NONE = new WatchWords.Defaults("", "");
    private static final WatchWords.Defaults KEY = new WatchWords.Defaults("e", "");
    private static final WatchWords.Flags PLAIN = new WatchWords.Flags(false, 0, false, false);
    private static final WatchWords.Flags PREFIX = new WatchWords.Flags(true, 5, true, true);

    @Test
    void aKeyOrARange() {
        assertThat(of(NONE, "a").request(PLAIN)).isEqualTo(WatchRequest.of("a"));
        assertThat(of(NONE, "a", "c").request(PLAIN).range()).isEqualTo(KeyRange.between(bytes("a"), bytes("c")));
        assertThat(of(NONE, "a", "c", "d").request(PLAIN).range()).isEqualTo(KeyRange.single(bytes("a")));
    }

    @Test
    void flagsWidenTheKey() {
        assertThat(of(NONE, "a").request(PREFIX))
                .isEqualTo(WatchRequest.of("a")
                        .prefix()
                        .startRevision(5)
                        .withPrevKv()
                        .withProgressNotify());
        assertThat(of(NONE, "").request(PREFIX).range()).isEqualTo(KeyRange.all());
        assertThatThrownBy(() -> of(NONE, "a", "b").request(PREFIX)).hasMessageContaining("mutually exclusive");
    }

    @Test
    void theEnvironmentNamesAKeyWhenNoWordDoes() {
        assertThat(of(KEY).keys()).containsExactly(bytes("e"));
        assertThat(of(new WatchWords.Defaults("e", "f")).keys()).containsExactly(bytes("e"), bytes("f"));
        assertThatThrownBy(() -> of(KEY, "a")).hasMessageContaining("conflicting environment key");
        assertThatThrownBy(() -> new WatchWords.Defaults("", "f")).hasMessageContaining("ETCDCTL_WATCH_KEY is empty");
    }

    @Test
    void aProgramStandsBehindTheSeparator() {
        WatchWords words =
                WatchWords.of(List.of(bytes("a"), bytes("echo"), bytes("a")), List.of("echo", "a"), true, NONE);
        assertThat(words.keys()).containsExactly(bytes("a"));
        assertThat(words.program()).containsExactly("echo", "a");
        assertThatThrownBy(() -> WatchWords.of(List.of(bytes("a")), List.of(), true, NONE))
                .hasMessageContaining("found separator --, but no commands");
    }

    @Test
    void nothingToWatchIsRefused() {
        assertThatThrownBy(() -> of(NONE)).hasMessageContaining("bad number of arguments");
    }

    private static WatchWords of(WatchWords.Defaults defaults, String... words) {
        return WatchWords.of(Stream.of(words).map(Bytes::utf8).toList(), List.of(), false, defaults);
    }

    private static Bytes bytes(String text) {
        return Bytes.utf8(text);
    }
}
