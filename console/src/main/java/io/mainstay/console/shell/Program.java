package io.mainstay.console.shell;

import io.mainstay.console.command.BadCommandException;
import io.mainstay.console.command.UnreachableException;
import io.mainstay.console.output.Stdio;
import io.mainstay.etcd.error.EtcdException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The command line as a whole: all commands, and one place where their failures become words and exit codes. */
public final class Program {
    private static final String MANGLED = "an argument is not text in the encoding of this locale; set LC_ALL=C.UTF-8,"
            + " and give a value that is not UTF-8 on standard input";

    private final Stdio io;
    private final CommandLine line;

    /** A program that runs with these streams. */
    public Program(Stdio io) {
        this.io = io;
        Shell shell = new Shell(io, new GlobalFlags());
        CommandLine root = new CommandLine(new RootCommand(shell))
                .addSubcommand(new UpCommand(shell))
                .addSubcommand(new TourCommand(shell))
                .addSubcommand(new GetCommand(shell))
                .addSubcommand(new PutCommand(shell))
                .addSubcommand(new DelCommand(shell))
                .addSubcommand(new TxnCommand(shell))
                .addSubcommand(new WatchCommand(shell))
                .addSubcommand(new CompactionCommand(shell))
                .addSubcommand(new CommandLine(new LeaseCommand(shell))
                        .addSubcommand(new LeaseGrantCommand(shell))
                        .addSubcommand(new LeaseRevokeCommand(shell))
                        .addSubcommand(new LeaseTimeToLiveCommand(shell))
                        .addSubcommand(new LeaseListCommand(shell))
                        .addSubcommand(new LeaseKeepAliveCommand(shell)))
                .addSubcommand(new CommandLine(new EndpointCommand(shell))
                        .addSubcommand(new EndpointHealthCommand(shell))
                        .addSubcommand(new EndpointStatusCommand(shell))
                        .addSubcommand(new EndpointHashKvCommand(shell)))
                .addSubcommand(new CommandLine(new MemberCommand(shell))
                        .addSubcommand(new MemberListCommand(shell))
                        .addSubcommand(new MemberAddCommand(shell))
                        .addSubcommand(new MemberPromoteCommand(shell))
                        .addSubcommand(new MemberUpdateCommand(shell))
                        .addSubcommand(new MemberRemoveCommand(shell)))
                .addSubcommand(new CommandLine(new AlarmCommand(shell))
                        .addSubcommand(new AlarmListCommand(shell))
                        .addSubcommand(new AlarmDisarmCommand(shell)))
                .addSubcommand(new DefragCommand(shell))
                .addSubcommand(
                        new CommandLine(new SnapshotCommand(shell)).addSubcommand(new SnapshotSaveCommand(shell)))
                .addSubcommand(new MoveLeaderCommand(shell))
                .addSubcommand(new VersionCommand(shell))
                .addSubcommand(new ShowHelpCommand(shell));
        line = Parsing.configure(root)
                .setDefaultValueProvider(arg -> arg instanceof OptionSpec option ? environment(option) : null)
                .setParameterExceptionHandler((e, args) -> badFlags(e))
                .setExecutionExceptionHandler((e, command, parsed) -> failed(e, command.getCommandSpec()))
                .setExecutionStrategy(this::execute);
        Help.install(line);
    }

    /** Runs it with arguments; the result is the exit code. */
    public int run(String... arguments) {
        int exit;
        try {
            exit = Stream.of(arguments).anyMatch(Program::isMangled)
                    ? complain(ExitCodes.BAD_ARGUMENTS, MANGLED)
                    : line.execute(arguments);
            io.out().flush();
        } catch (UncheckedIOException e) {
            exit = brokenOutput(e);
        }
        io.err().flush();
        return exit;
    }

    /** Java puts this character where it cannot read an argument, and what was meant is lost. */
    private static boolean isMangled(String argument) {
        return argument.indexOf('\ufffd') >= 0;
    }

    private int execute(ParseResult parsed) {
        List<ParseResult> chain = parsed.asCommandLineList().stream()
                .map(CommandLine::getParseResult)
                .toList();
        for (ParseResult level : chain) {
            if (level.isUsageHelpRequested()) {
                io.out().text(level.commandSpec().commandLine().getUsageMessage());
                return ExitCodes.OK;
            }
        }
        Set<String> given = chain.stream()
                .flatMap(level -> level.matchedOptions().stream())
                .map(OptionSpec::longestName)
                .collect(Collectors.toSet());
        for (String name : given) {
            if (io.env().containsKey(variable(name)) && isGlobal(parsed.commandSpec(), name)) {
                throw new ParameterException(
                        line, "both " + name + " and " + variable(name) + " are set; drop one of them");
            }
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    private static boolean isGlobal(CommandSpec root, String name) {
        OptionSpec option = root.findOption(name);
        return option != null && option.scopeType() == CommandLine.ScopeType.INHERIT;
    }

    private @Nullable String environment(OptionSpec option) {
        boolean global = option.scopeType() == CommandLine.ScopeType.INHERIT && !option.usageHelp();
        return global ? valueOf(option) : null;
    }

    private @Nullable String valueOf(OptionSpec option) {
        return Stream.of(option.names())
                .filter(name -> name.startsWith("--"))
                .map(name -> io.env().getOrDefault(variable(name), ""))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse(null);
    }

    private static String variable(String flag) {
        return "ETCDCTL_" + flag.substring(2).toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private int badFlags(ParameterException e) {
        CommandSpec spec = e.getCommandLine().getCommandSpec();
        List<String> meant = Parsing.suggestions(e);
        io.say("Error: " + Parsing.reason(e)
                + (meant.isEmpty() ? "" : "\n  did you mean " + String.join(" or ", meant) + "?")
                + "\n  see " + spec.qualifiedName() + " --help");
        return ExitCodes.ERROR;
    }

    private int failed(Exception e, CommandSpec spec) throws Exception {
        int general = spec.exitCodeOnExecutionException();
        if (e instanceof BadCommandException bad) {
            return complain(ExitCodes.of(bad.kind()), String.valueOf(bad.getMessage()));
        } else if (e instanceof UnreachableException unreachable) {
            return complain(general, Advice.of(unreachable));
        } else if (e instanceof EtcdException failure) {
            return complain(general, Advice.of(failure));
        } else if (e instanceof UncheckedIOException broken) {
            return brokenOutput(broken);
        } else if (e instanceof IllegalArgumentException refused) {
            return complain(ExitCodes.BAD_ARGUMENTS, String.valueOf(refused.getMessage()));
        } else if (e instanceof InterruptedException) {
            return complain(ExitCodes.INTERRUPTED, "interrupted");
        }
        throw e;
    }

    private int complain(int exit, String text) {
        io.say("Error: " + text);
        return exit;
    }

    private int brokenOutput(UncheckedIOException e) {
        String reason =
                String.valueOf(Objects.requireNonNullElse(e.getCause(), e).getMessage());
        if (reason.contains("Broken pipe")) {
            return ExitCodes.BROKEN_PIPE;
        }
        io.err().println("Error: " + reason);
        return ExitCodes.IO;
    }
}
