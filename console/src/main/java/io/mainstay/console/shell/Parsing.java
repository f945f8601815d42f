package io.mainstay.console.shell;

import io.mainstay.console.command.Numbers;
import io.mainstay.console.output.Durations;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reads flags the way etcdctl's do: the last one wins, numbers and durations in Go's words, no file expansion. */
final class Parsing {
    private Parsing() {}

    static CommandLine configure(CommandLine line) {
        ITypeConverter<Long> number = Parsing::number;
        ITypeConverter<Boolean> flag = Parsing::flag;
        return line.setExpandAtFiles(false)
                .setInterpolateVariables(false)
                .setOverwrittenOptionsAllowed(true)
                .setAbbreviatedSubcommandsAllowed(true)
                .registerConverter(Long.class, number)
                .registerConverter(Long.TYPE, number)
                .registerConverter(Boolean.class, flag)
                .registerConverter(Boolean.TYPE, flag)
                .registerConverter(Duration.class, Parsing::duration);
    }

    /** What is wrong with flags, in etcdctl's words where it has some. */
    static String reason(ParameterException e) {
        if (e instanceof UnmatchedArgumentException unmatched) {
            String first = unmatched.getUnmatched().get(0);
            if (first.startsWith("--")) {
                int value = first.indexOf('=');
                return "unknown flag: " + (value < 0 ? first : first.substring(0, value));
            }
            return first.startsWith("-")
                    ? "unknown shorthand flag: " + first
                    : "unknown command \"" + first + "\" for \"mainstay\"";
        }
        return String.valueOf(e.getMessage());
    }

    /** What may have been meant instead of what is unknown. */
    static List<String> suggestions(ParameterException e) {
        return e instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
    }

    private static Long number(String text) {
        try {
            return Numbers.flag(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'" + text + "' is not a whole number");
        }
    }

    private static Boolean flag(String text) {
        return switch (text) {
            case "1", "t", "T", "true", "TRUE", "True" -> true;
            case "0", "f", "F", "false", "FALSE", "False" -> false;
            default -> throw new TypeConversionException("'" + text + "' is neither true nor false");
        };
    }

    private static Duration duration(String text) {
        try {
            return Durations.parse(text);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()));
        }
    }
}
