package io.mainstay.console.tour;

/** The tour claimed something that did not happen; the message is the claim. */
public final class TourFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TourFailedException(String claim) {
        super(claim);
    }
}
