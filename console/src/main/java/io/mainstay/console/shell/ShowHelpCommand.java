package io.mainstay.console.shell;

import io.mainstay.console.command.BadCommandException;
import io.mainstay.console.command.BadCommandException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "help", description = "Help about any command", customSynopsis = "mainstay help [command]")
final class ShowHelpCommand implements Callable<Integer> {
    private final Shell shell;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Parameters(hidden = true)
    List<String> words = new ArrayList<>();

    ShowHelpCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        CommandLine at = spec.root().commandLine();
        for (String word : words) {
            CommandLine next = at.getSubcommands().get(word);
            if (next == null) {
                throw new BadCommandException(Kind.OTHER, "no help on \"" + word + "\"; there is no such command");
            }
            at = next;
        }
        shell.io().out().text(at.getUsageMessage());
        return ExitCodes.OK;
    }
}
