package io.mainstay.console.tour;

/** One capability of the client. */
interface Chapter {
    /** What it is about. */
    String title();

    /** Shows it, and checks each claim it makes. */
    void play(Scene scene) throws Exception;
}
