package io.mainstay.console.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "version", description = "Prints the version of mainstay", customSynopsis = "mainstay version")
final class VersionCommand implements Callable<Integer> {
    private static final String API_VERSION = "3.6";

    private final Shell shell;

    @Parameters(hidden = true)
    List<String> ignored = new ArrayList<>();

    VersionCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        shell.io().out().line("mainstay version: " + version());
        shell.io().out().line("API version: " + API_VERSION);
        return ExitCodes.OK;
    }

    static String version() {
        try (InputStream file = VersionCommand.class.getResourceAsStream("version.properties")) {
            Properties properties = new Properties();
            if (file != null) {
                properties.load(file);
            }
            return properties.getProperty("version", "unknown");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
