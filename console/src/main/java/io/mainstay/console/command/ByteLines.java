package io.mainstay.console.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** An input read in lines whose characters each hold a byte. */
public final class ByteLines {
    private final InputStream input;

    /** The lines of an input. */
    public ByteLines(InputStream input) {
        this.input = input;
    }

    /** The next line, without its end; empty at the end of the input, also when the last line has no end. */
    public Optional<String> next() {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            int c = input.read();
            while (c >= 0 && c != '\n') {
                line.write(c);
                c = input.read();
            }
            return c < 0 ? Optional.empty() : Optional.of(line.toString(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
