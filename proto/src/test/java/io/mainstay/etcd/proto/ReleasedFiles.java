package io.mainstay.etcd.proto;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The {@code .proto} files compiled into somebody else's released jar, with all they import.
 *
 * <p>The jar has a class path of its own under the platform's, and only bytes come out of it: its protobuf and ours
 * never meet.
 */
final class ReleasedFiles {
    private final Map<String, FileDescriptorProto> byName = new LinkedHashMap<>();

    private ReleasedFiles() {}

    /** Reads the files that {@code outerClasses} stand for, and all they import, by their names. */
    static Map<String, FileDescriptorProto> read(Path jars, List<String> outerClasses)
            throws IOException, ReflectiveOperationException {
        ReleasedFiles files = new ReleasedFiles();
        try (URLClassLoader loader = new URLClassLoader("released", urls(jars), ClassLoader.getPlatformClassLoader())) {
            for (String outerClass : outerClasses) {
                files.add(call(loader.loadClass(outerClass), null, "getDescriptor"));
            }
        }
        return files.byName;
    }

    private void add(Object descriptor) throws IOException, ReflectiveOperationException {
        Object proto = call(descriptor, "toProto");
        FileDescriptorProto file = FileDescriptorProto.parseFrom((byte[]) call(proto, "toByteArray"));
        if (byName.put(file.getName(), file) == null) {
            for (Object imported : (List<?>) call(descriptor, "getDependencies")) {
                add(imported);
            }
        }
    }

    private static Object call(Object target, String method) throws ReflectiveOperationException {
        return call(target.getClass(), target, method);
    }

    private static Object call(Class<?> type, @Nullable Object target, String method)
            throws ReflectiveOperationException {
        return type.getMethod(method).invoke(target);
    }

    private static URL[] urls(Path jars) throws IOException {
        try (Stream<Path> files = Files.list(jars)) {
            return files.map(ReleasedFiles::url).toArray(URL[]::new);
        }
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
