package io.mainstay.etcd.embedded.internal.disk;

import io.mainstay.etcd.embedded.directory.DataDirectoryException;
import io.mainstay.etcd.embedded.directory.DataDirectoryException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of a data directory, by the numbers in their names.
 *
 * @param logs the parts of the log, by the number of their first entry
 * @param checkpoints the checkpoints, by the number of the last entry in them
 * @param parts files that were never finished
 */
record DirectoryFiles(NavigableMap<Long, Path> logs, NavigableMap<Long, Path> checkpoints, List<Path> parts) {
    private static final Pattern NAME = Pattern.compile("([0-7][0-9a-f]{15})\\.(log|checkpoint)");

    /** Lists a directory, and refuses one that holds nothing of this program but something of another. */
    static DirectoryFiles list(Path directory) throws IOException {
        NavigableMap<Long, Path> logs = new TreeMap<>();
        NavigableMap<Long, Path> checkpoints = new TreeMap<>();
        List<Path> parts = new ArrayList<>();
        List<String> strangers = new ArrayList<>();
        List<Path> all;
        try (Stream<Path> files = Files.list(directory)) {
            all = files.sorted().toList();
        }
        for (Path file : all) {
            String name = String.valueOf(file.getFileName());
            Matcher matcher = NAME.matcher(name);
            if (matcher.matches()) {
                long index = Long.parseLong(matcher.group(1), 16);
                ("log".equals(matcher.group(2)) ? logs : checkpoints).put(index, file);
            } else if (name.endsWith(DataDirectory.PART)) {
                parts.add(file);
            } else if (!name.equals(DirectoryLock.FILE) && !name.equals("lost+found")) {
                strangers.add(name);
            }
        }
        if (logs.isEmpty() && checkpoints.isEmpty() && !strangers.isEmpty()) {
            throw foreign(directory, strangers);
        }
        return new DirectoryFiles(logs, checkpoints, parts);
    }

    /** Whether nothing was ever stored. */
    boolean isFresh() {
        return logs.isEmpty() && checkpoints.isEmpty();
    }

    private static DataDirectoryException foreign(Path directory, List<String> strangers) {
        String what = strangers.contains("member")
                ? "it is that of a real etcd; take a snapshot of that with etcdctl, or choose another directory"
                : "it holds something else, such as " + strangers.get(0) + "; choose an empty directory or a new one";
        return new DataDirectoryException(directory, Reason.FOREIGN, what, null);
    }
}
