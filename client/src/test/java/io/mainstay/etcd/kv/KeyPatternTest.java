package io.mainstay.etcd.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which keys a pattern picks, and which range it reads for them. */
class KeyPatternTest {
    @ParameterizedTest
    @CsvSource({
        "/a/*/c, /a/b/c, true",
        "/a/*/c, /a//c, true",
        "/a/*/c, /a/b/x/c, false",
        "/a/**/c, /a/b/x/c, true",
        "/a/**, /a/, true",
        "/a/**, /b/, false",
        "*, abc, true",
        "*, a/c, false",
        "**, a/c, true",
        "a?c, abc, true",
        "a?c, aäc, true",
        "a?c, a€c, true",
        "a?c, a/c, false",
        "a?c, ac, false",
        "a??, aäb, true",
        "a\\*c, a*c, true",
        "a\\*c, abc, false",
        "abc, abc, true",
        "abc, abcd, false",
    })
    void globMatchesTheWholeKey(String glob, String key, boolean matches) {
        assertThat(KeyPattern.glob(glob).test(Bytes.utf8(key))).isEqualTo(matches);
    }

    @Test
    void rangeIsThePlainBeginning() {
        assertThat(KeyPattern.glob("/a/*/c").range()).isEqualTo(KeyRange.prefix("/a/"));
        assertThat(KeyPattern.glob("/a/b").range()).isEqualTo(KeyRange.single(Bytes.utf8("/a/b")));
        assertThat(KeyPattern.glob("**").range()).isEqualTo(KeyRange.all());
        assertThat(KeyPattern.containing("/a/", "x").range()).isEqualTo(KeyRange.prefix("/a/"));
    }

    @Test
    void manyStarsOnALongKey_takeNoLongTime() {
        KeyPattern pattern = KeyPattern.glob("**a".repeat(30) + "b");
        assertThat(pattern.test(Bytes.utf8("a".repeat(10_000)))).isFalse();
    }

    @Test
    void aBackslashAtTheEndIsRefused() {
        assertThatThrownBy(() -> KeyPattern.glob("a\\")).isInstanceOf(IllegalArgumentException.class);
    }
}
