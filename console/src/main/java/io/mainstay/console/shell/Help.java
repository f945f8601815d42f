package io.mainstay.console.shell;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Help texts: an overview in groups, and a page for each command with its own flags only. */
final class Help {
    private Help() {}

    /** What {@code mainstay} alone prints. */
    static String overview() {
        return """
                mainstay - etcd for the JVM

                Start here
                  up           start an etcd in this process (--listen, port 0 picks one)
                  tour         see what the Java client can do, on an etcd of its own

                Keys
                  get          get a key or a range of keys
                  put          put a key
                  del          delete a key or a range of keys
                  txn          run requests in one transaction
                  watch        watch keys change
                  compaction   forget history before a revision

                Leases
                  lease        grant, revoke, timetolive, list, keep-alive

                Cluster
                  endpoint     health, status, hashkv
                  member       list, add, promote, update, remove
                  alarm        list, disarm
                  defrag       give unused space of members back, one after the other
                  snapshot     save
                  move-leader  let another member lead

                  version      print the version
                  help         show the help of a command

                Flags of every command
                  --endpoints=ADDRESS,...      where etcd is (default: 127.0.0.1:2379)
                  -w, --write-out=FORMAT       simple, json, fields or table
                      --hex                    print byte strings in hexadecimal
                      --dial-timeout=DURATION  how long to try to connect (default: 2s)
                      --command-timeout=DURATION
                                               how long a call may take (default: 5s)
                      --debug                  tell on stderr what the client does
                  -h, --help                   show help

                Names, flags, ETCDCTL_ variables, output and exit codes are etcdctl's.
                """;
    }

    /** Gives every command but the root the page of its own flags, with a word on those of all. */
    static void install(CommandLine root) {
        List<String> pages = List.copyOf(root.getHelpSectionKeys());
        root.setHelpSectionKeys(List.of("overview"));
        root.getHelpSectionMap().put("overview", help -> overview());
        for (CommandLine command : root.getSubcommands().values()) {
            // The keys of the root went down to all commands.
            command.setHelpSectionKeys(pages);
            installPage(command);
        }
    }

    private static void installPage(CommandLine line) {
        UsageMessageSpec usage = line.getCommandSpec().usageMessage();
        usage.sortOptions(false);
        usage.commandListHeading("%nCommands%n");
        line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, help -> options(help.commandSpec()));
        line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_PARAMETER_LIST, help -> "");
        line.getHelpSectionMap()
                .put(
                        UsageMessageSpec.SECTION_KEY_FOOTER,
                        help -> System.lineSeparator() + "Flags of every command, like --endpoints: mainstay --help"
                                + System.lineSeparator());
        line.getSubcommands().values().forEach(Help::installPage);
    }

    private static String options(CommandSpec spec) {
        List<OptionSpec> own = spec.options().stream()
                .filter(option -> !option.inherited() && !option.hidden())
                .toList();
        if (own.isEmpty()) {
            return "";
        }
        TextTable table = TextTable.forColumns(
                CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF),
                new Column(28, 2, Column.Overflow.SPAN),
                new Column(52, 1, Column.Overflow.WRAP));
        for (OptionSpec option : own) {
            String names = String.join(", ", option.names());
            String value = option.arity().max() > 0 ? "=" + option.paramLabel() : "";
            table.addRowValues(names + value, String.join(" ", option.description()));
        }
        return System.lineSeparator() + "Options" + System.lineSeparator() + table;
    }
}
