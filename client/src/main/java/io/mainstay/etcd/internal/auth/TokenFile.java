package io.mainstay.etcd.internal.auth;

import io.mainstay.etcd.auth.Secret;
import io.mainstay.etcd.error.ErrorCode;
import io.mainstay.etcd.spi.Cancellable;
import io.mainstay.etcd.spi.TransportFailure;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tokens that somebody else makes and keeps in a file: read when one is needed, and again when it is refused. */
public final class TokenFile implements TokenSource {
    private final Secret file;

    /** The token handed on last, unless it was refused; written by one reader after the other. */
    private volatile @Nullable String last;

    /** A source over a secret in a file. */
    public TokenFile(Secret file) {
        this.file = file;
    }

    @Override
    public String hint() {
        return "the token in the file was refused; replace it";
    }

    @Override
    public Cancellable fetch(Consumer<Fetched> outcome) {
        SecretReader.read(
                file,
                token -> outcome.accept(judged(token)),
                unreadable -> outcome.accept(new Fetched.Failed(refused(
                        new TransportFailure(ErrorCode.UNAUTHENTICATED, text(unreadable), false, unreadable)))));
        return Cancellable.NONE;
    }

    private Fetched judged(Secret token) {
        String value = token.reveal();
        if (value.equals(last)) {
            // Refused, and still there. What comes after the pause may find that the server has come to know it.
            last = null;
            return new Fetched.Refused(
                    refused(TransportFailure.answered(ErrorCode.UNAUTHENTICATED, AuthTexts.INVALID_TOKEN)));
        }
        last = value;
        return new Fetched.Token(token);
    }

    private static NoToken refused(TransportFailure why) {
        return new NoToken(why, "");
    }

    private static String text(Exception e) {
        return String.valueOf(e.getMessage());
    }
}
