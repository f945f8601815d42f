package io.mainstay.tidy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a package is called, and that it says what it is: a {@code package-info} with {@code @NullMarked} in each. */
final class Packages {

    /** Names that say where code was put, not what it is. */
    private static final Set<String> EMPTY_NAMES = Set.of("common", "util", "utils", "helper", "helpers", "misc");

    private Packages() {}

    static List<Violation> check(List<SourceFile> files) {
        TreeMap<String, SourceFile> packages = new TreeMap<>();
        TreeMap<String, SourceFile> infos = new TreeMap<>();
        for (SourceFile file : files) {
            String folder = file.path().substring(0, file.path().lastIndexOf('/'));
            packages.putIfAbsent(folder, file);
            if (file.isPackageInfo()) {
                infos.put(folder, file);
            }
        }
        List<Violation> found = new ArrayList<>();
        packages.forEach((folder, file) -> {
            for (String part : file.packageName().split("\\.")) {
                if (EMPTY_NAMES.contains(part)) {
                    String advice = "a package called " + part + ": name it after the concept it holds.";
                    found.add(new Violation(file.path(), 1, "package-name", advice));
                }
            }
            if (file.isMain() && !isNullMarked(infos.get(folder))) {
                String advice = "the package needs a package-info.java that says what it is and is @NullMarked.";
                found.add(new Violation(folder + "/package-info.java", 1, "package-info", advice));
            }
        });
        return found;
    }

    private static boolean isNullMarked(@Nullable SourceFile info) {
        return info != null
                && info.tree().getPackageAnnotations().stream()
                        .anyMatch(mark -> mark.getAnnotationType().toString().endsWith("NullMarked"));
    }
}
