package io.mainstay.etcd.proto;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * What a wire is made of, one line for each message, field, enum value and method, so that two wires compare as text.
 *
 * <p>A line holds all that decides the bytes or the generated names: numbers, names, types, labels, oneofs, streaming.
 * Types of the file's own package go without it. {@code tools/wire-facts} prints the same lines for etcd itself.
 */
final class WireFacts {
    private final FileDescriptorProto file;
    private final List<String> lines;

    private WireFacts(FileDescriptorProto file, List<String> lines) {
        this.file = file;
        this.lines = lines;
    }

    static List<String> of(Collection<FileDescriptorProto> files) {
        List<String> lines = new ArrayList<>();
        files.forEach(file -> new WireFacts(file, lines).file());
        return lines;
    }

    private void file() {
        file.getServiceList().forEach(this::service);
        file.getEnumTypeList().forEach(type -> values(file.getPackage(), type));
        file.getMessageTypeList().forEach(type -> message(file.getPackage(), type));
    }

    private void service(ServiceDescriptorProto service) {
        service.getMethodList()
                .forEach(method -> lines.add("method %s.%s %s %s%s %s%s"
                        .formatted(
                                file.getPackage(),
                                service.getName(),
                                method.getName(),
                                method.getClientStreaming() ? "stream " : "",
                                near(method.getInputType()),
                                method.getServerStreaming() ? "stream " : "",
                                near(method.getOutputType()))));
    }

    private void values(String scope, EnumDescriptorProto type) {
        type.getValueList()
                .forEach(value -> lines.add(
                        "value %s.%s %d %s".formatted(scope, type.getName(), value.getNumber(), value.getName())));
    }

    private void message(String scope, DescriptorProto type) {
        String name = scope + "." + type.getName();
        lines.add("message " + name);
        type.getFieldList().forEach(field -> lines.add(field(name, type, field)));
        type.getEnumTypeList().forEach(nested -> values(name, nested));
        type.getNestedTypeList().forEach(nested -> message(name, nested));
    }

    private String field(String message, DescriptorProto type, FieldDescriptorProto field) {
        String oneof = field.hasOneofIndex()
                ? " oneof " + type.getOneofDecl(field.getOneofIndex()).getName()
                : "";
        return "field %s %d %s %s%s%s"
                .formatted(message, field.getNumber(), field.getName(), label(field), type(field), oneof);
    }

    private static String label(FieldDescriptorProto field) {
        if (field.getLabel() == Label.LABEL_REPEATED) {
            return "repeated ";
        }
        if (field.getLabel() == Label.LABEL_REQUIRED) {
            return "required ";
        }
        return field.getProto3Optional() ? "optional " : "";
    }

    private String type(FieldDescriptorProto field) {
        return field.hasTypeName()
                ? near(field.getTypeName())
                : field.getType().name().substring("TYPE_".length()).toLowerCase(Locale.ROOT);
    }

    private String near(String typeName) {
        String own = "." + file.getPackage() + ".";
        return typeName.startsWith(own) ? typeName.substring(own.length()) : typeName.substring(1);
    }
}
