package io.mainstay.console.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.console.command.BadCommandException.Kind;
import org.junit.jupiter.api.Test;

class WordsTest {
    @Test
    void spacesPartWords() {
        assertThat(Words.of("  put\ta  1 ")).containsExactly("put", "a", "1");
        assertThat(Words.of("")).isEmpty();
    }

    @Test
    void quotesHoldSpaces() {
        assertThat(Words.of("put 'a b' \"c d\"")).containsExactly("put", "a b", "c d");
        assertThat(Words.of("put \"\" ''")).containsExactly("put", "", "");
    }

    @Test
    void escapesCountInDoubleQuotesOnly() {
        assertThat(Words.of("'a\\n' \"a\\n\\x41\\\"\\\\\\101\"")).containsExactly("a\\n", "a\nA\"\\A");
    }

    @Test
    void charactersAreEscapedAsUtf8AndBytesAsBytes() {
        assertThat(Words.of("\"\\u00e9\\U0001f600\\xff\""))
                .containsExactly("\u00c3\u00a9\u00f0\u009f\u0098\u0080\u00ff");
    }

    @Test
    void aQuoteInsideAWordIsPartOfIt() {
        assertThat(Words.of("unq\"a\"b 'c\"d'")).containsExactly("unq\"a\"b", "c\"d");
    }

    @Test
    void aQuoteThatIsNeverClosedIsPassedOver() {
        assertThat(Words.of("get \"a b")).containsExactly("get", "a", "b");
        assertThat(Words.of("get 'a")).containsExactly("get", "a");
    }

    @Test
    void anEscapeThatMeansNothingIsRefused() {
        for (String bad : new String[] {"\"\\z\"", "\"\\x4\"", "\"\\ud800\"", "\"\\'\""}) {
            assertThatThrownBy(() -> Words.of(bad))
                    .as(bad)
                    .isInstanceOfSatisfying(
                            BadCommandException.class,
                            refused -> assertThat(refused.kind()).isEqualTo(Kind.INPUT));
        }
    }
}
