package io.mainstay.etcd.testkit.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.etcd.testkit.parity.Directive.Level;
import io.mainstay.etcd.testkit.parity.Directive.Target;
import io.mainstay.etcd.view.ValueRejectedException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a directive says and whom it is for, by table. */
class DirectiveDecoderTest {
    private static final Target ANY = new Target(null, null, null, null);

    private final AtomicLong now = new AtomicLong(1_000);
    private final DirectiveDecoder decoder = new DirectiveDecoder(now::get);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            invalid_json       | {
            invalid_json       | {"directives":[]} x
            invalid_json       | {"directives":[],"directives":[]}
            not_an_object      | []
            not_an_object      | {"directives":[5]}
            unknown_field      | {"directive":[]}
            unknown_field      | {"directives":[],"more":1}
            unknown_field      | {"directives":[{"id":"a","level":"Shape","ttl_secs":1,"tennant":"t"}]}
            missing_directives | {}
            missing_directives | {"directives":null}
            missing_id         | {"directives":[{"level":"Shape","ttl_secs":1}]}
            missing_id         | {"directives":[{"id":"","level":"Shape","ttl_secs":1}]}
            missing_id         | {"directives":[{"id":7,"level":"Shape","ttl_secs":1}]}
            missing_level      | {"directives":[{"id":"a","ttl_secs":1}]}
            unknown_level      | {"directives":[{"id":"a","level":"shape","ttl_secs":1}]}
            missing_ttl_secs   | {"directives":[{"id":"a","level":"Shape"}]}
            missing_ttl_secs   | {"directives":[{"id":"a","level":"Shape","ttl_secs":"1"}]}
            missing_ttl_secs   | {"directives":[{"id":"a","level":"Shape","ttl_secs":1.5}]}
            missing_ttl_secs   | {"directives":[{"id":"a","level":"Shape","ttl_secs":99999999999999999999}]}
            missing_ttl_secs   | {"directives":[{"id":"a","level":"Shape","ttl_secs":1,"expires_at":5}]}
            zero_ttl           | {"directives":[{"id":"a","level":"Shape","ttl_secs":0}]}
            zero_ttl           | {"directives":[{"id":"a","level":"Shape","ttl_secs":-1}]}
            bad_sample_rate    | {"directives":[{"id":"a","level":"Shape","ttl_secs":1,"sample_per_mille":1001}]}
            bad_sample_rate    | {"directives":[{"id":"a","level":"Shape","ttl_secs":1,"sample_per_mille":"5"}]}
            bad_sample_rate    | {"directives":[{"id":"a","level":"Shape","ttl_secs":1,"sample_per_mille":null}]}
            bad_endpoint       | {"directives":[{"id":"a","level":"Shape","ttl_secs":1,"endpoint":5}]}
            unknown_endpoint   | {"directives":[{"id":"a","level":"Shape","ttl_secs":1,"endpoint":"Nowhere"}]}
            bad_target         | {"directives":[{"id":"a","level":"Shape","ttl_secs":1,"tenant":5}]}
            bad_target         | {"directives":[{"id":"a","level":"Shape","ttl_secs":1,"tenant":null}]}
            bad_flag           | {"directives":[{"id":"a","level":"Shape","ttl_secs":1,"ring_buffer":"yes"}]}
            bad_flag           | {"directives":[{"id":"a","level":"Shape","ttl_secs":1,"capture":1}]}
            """)
    void refusesWithAReasonThatShowsNothing(String reason, String text) {
        assertThatThrownBy(() -> decoder.decode(text))
                .isInstanceOf(ValueRejectedException.class)
                .hasMessage(reason);
    }

    @Test
    void refusesAnIdThatIsThereTwice() {
        String one = "{\"id\":\"a\",\"level\":\"Off\",\"ttl_secs\":1}";
        assertThatThrownBy(() -> decoder.decode("{\"directives\":[" + one + "," + one + "]}"))
                .hasMessage("duplicate_id");
    }

    @Test
    void anEmptyListIsRight_andATtlBecomesAbsoluteOnce() {
        assertThat(decoder.decode("{\"directives\":[]}")).isEqualTo(DirectiveSet.EMPTY);
        DirectiveSet set = decoder.decode(DirectiveServer.forTenMinutes("a"));
        assertThat(set.directives().get(0).expiresAt()).isEqualTo(1_600);
        assertThat(set.evaluate("r", ANY, 1_599)).isEqualTo(Level.Shape);
        assertThat(set.evaluate("r", ANY, 1_600)).isEqualTo(Level.Off);
        String endless = DirectiveServer.one("a", ",\"ttl_secs\":" + Long.MAX_VALUE);
        assertThat(decoder.decode(endless).directives().get(0).expiresAt()).isEqualTo(Long.MAX_VALUE);
    }

    @ParameterizedTest
    @CsvSource({"tenant", "index", "principal", "endpoint"})
    void eachTargetNarrows(String field) {
        DirectiveSet set = decoder.decode(DirectiveServer.one("a", ",\"ttl_secs\":9,\"" + field + "\":\"Search\""));
        String met = "Search";
        Target matching = new Target(
                field.equals("tenant") ? met : null,
                field.equals("index") ? met : null,
                field.equals("principal") ? met : null,
                field.equals("endpoint") ? met : null);
        assertThat(set.evaluate("r", matching, 1_000)).isEqualTo(Level.Shape);
        assertThat(set.evaluate("r", ANY, 1_000)).isEqualTo(Level.Off);
        assertThat(set.evaluate("r", new Target("x", "x", "x", "x"), 1_000)).isEqualTo(Level.Off);
    }

    @Test
    void theHighestLevelWins_andFlagsAreOfThoseThatApply() {
        DirectiveSet set = decoder.decode("""
                {"directives":[
                {"id":"a","level":"Shape","ttl_secs":9,"capture":true},
                {"id":"b","level":"ShapeRewriteDiff","ttl_secs":5,"ring_buffer":true},
                {"id":"c","level":"ShapeTiming","ttl_secs":9}]}""");
        assertThat(set.evaluate("r", ANY, 1_000)).isEqualTo(Level.ShapeRewriteDiff);
        assertThat(set.evaluate("r", ANY, 1_006)).isEqualTo(Level.ShapeTiming);
        assertThat(set.wantsCapture("r", ANY, 1_006)).isTrue();
        assertThat(set.wantsRingBuffer("r", ANY, 1_004)).isTrue();
        assertThat(set.wantsRingBuffer("r", ANY, 1_006)).isFalse();
        assertThat(set.wantsCapture("r", ANY, 1_010)).isFalse();
    }

    @Test
    void samplingIsStable_none_all_orAboutAsMuch() {
        assertThat(sampled(0)).isZero();
        assertThat(sampled(1000)).isEqualTo(10_000);
        assertThat(sampled(500)).isBetween(4_000L, 6_000L).isEqualTo(sampled(500));
    }

    private long sampled(int rate) {
        DirectiveSet set = decoder.decode(DirectiveServer.one("a", ",\"ttl_secs\":9,\"sample_per_mille\":" + rate));
        return IntStream.range(0, 10_000)
                .filter(i -> set.evaluate("request-" + i, ANY, 1_000) == Level.Shape)
                .count();
    }
}
