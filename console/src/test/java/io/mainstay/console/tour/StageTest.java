package io.mainstay.console.tour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.console.Screen;
import io.mainstay.console.output.Out;
import org.junit.jupiter.api.Test;

class StageTest {
    private final Screen screen = new Screen();

    @Test
    void aClaimThatDoesNotHoldEndsTheTour() {
        assertThatThrownBy(() -> new Stage(new Out(screen), false).check("two and two is five", false))
                .isInstanceOf(TourFailedException.class)
                .hasMessage("two and two is five");
    }

    @Test
    void aClaimThatHoldsIsShownWithItsCode() {
        Stage stage = new Stage(new Out(screen), false);
        stage.chapter(1, "Put");
        stage.code("etcd.kv().put(\"a\", \"1\");\n");
        stage.check("it is there", true);
        assertThat(stage.checks()).isEqualTo(1);
        assertThat(screen.text())
                .isEqualTo(
                        "\n 1  Put\n\n      etcd.kv().put(\"a\", \"1\");\n   -> it is there" + " ".repeat(61) + "ok\n");
    }

    @Test
    void coloursAreForTerminals() {
        new Stage(new Out(screen), true).check("it is there", true);
        assertThat(screen.text()).contains("\u001b[32mok\u001b[0m");
    }
}
