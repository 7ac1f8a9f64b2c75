package io.tiercel.codecs.mdp3;

import io.tiercel.codecs.mdp3.SpecifiedMessage.SpecifiedField;
import io.tiercel.codecs.mdp3.SpecifiedMessage.SpecifiedGroup;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.agrona.MutableDirectBuffer;
import org.agrona.sbe.MessageDecoderFlyweight;

/** Reads and writes a message through its generated codecs: each field that the specification's table names. */
final class GeneratedCodec {
    private static final String PACKAGE = "io.tiercel.codecs.mdp3.sbe.";

    private final SpecifiedMessage message;

    GeneratedCodec(final SpecifiedMessage message) {
        this.message = message;
    }

    static MessageDecoderFlyweight decoder(final String name) throws ReflectiveOperationException {
        return (MessageDecoderFlyweight)
                Class.forName(PACKAGE + name + "Decoder").getConstructor().newInstance();
    }

    /** What the version of the packet's message does not have is left out, and must read as none. */
    Map<String, Object> read(final Mdp3PacketFlyweight packet) throws ReflectiveOperationException {
        final MessageDecoderFlyweight decoder = decoder(message.name());
        decoder.wrap(packet.buffer(), packet.bodyOffset(), packet.blockLength(), packet.version());
        final Map<String, Object> values = new LinkedHashMap<>();
        read(decoder, message.fields(), packet.version(), values);
        for (final SpecifiedGroup group : message.groups()) {
            final Object entries = call(decoder, method(group.name()));
            final int count = (int) call(entries, "count");
            final List<Map<String, Object>> list = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                call(entries, "next");
                final Map<String, Object> entry = new LinkedHashMap<>();
                read(entries, group.fields(), packet.version(), entry);
                list.add(entry);
            }
            if (group.since() <= packet.version()) {
                values.put(group.name(), list);
            } else if (count > 0) {
                throw new AssertionError(group.name() + " is there before its version");
            }
        }
        return values;
    }

    /** Returns how many bytes a message of these values has, its SBE header included. */
    @SuppressWarnings("unchecked")
    int write(final MutableDirectBuffer buffer, final int offset, final Map<String, Object> values)
            throws ReflectiveOperationException {
        final Class<?> headerClass = Class.forName(PACKAGE + "MessageHeaderEncoder");
        final Object encoder = Class.forName(PACKAGE + message.name() + "Encoder")
                .getConstructor()
                .newInstance();
        encoder.getClass()
                .getMethod("wrapAndApplyHeader", MutableDirectBuffer.class, int.class, headerClass)
                .invoke(encoder, buffer, offset, headerClass.getConstructor().newInstance());
        write(encoder, message.fields(), values);
        for (final SpecifiedGroup group : message.groups()) {
            final List<Map<String, Object>> entries = (List<Map<String, Object>>) values.get(group.name());
            final Object into = encoder.getClass()
                    .getMethod(method(group.name()) + "Count", int.class)
                    .invoke(encoder, entries.size());
            for (final Map<String, Object> entry : entries) {
                call(into, "next");
                write(into, group.fields(), entry);
            }
        }
        return 8 + (int) call(encoder, "encodedLength");
    }

    private static void read(
            final Object decoder, final List<SpecifiedField> fields, final int version, final Map<String, Object> into)
            throws ReflectiveOperationException {
        for (final SpecifiedField field : fields) {
            final Object value = read(decoder, field);
            if (field.since() <= version) {
                into.put(field.name(), value);
            }
        }
    }

    private static Object read(final Object decoder, final SpecifiedField field) throws ReflectiveOperationException {
        final int point = field.name().indexOf('.');
        if (point >= 0) {
            final Object composite = call(decoder, method(field.name().substring(0, point)));
            // None of a version that does not have it
            return composite == null
                    ? null
                    : number(call(composite, field.name().substring(point + 1)));
        }
        Object value = call(decoder, method(field.name()));
        if (value instanceof Enum) {
            value = call(decoder, method(field.name()) + "Raw");
        } else if (!(value instanceof Number) && !(value instanceof String)) {
            value = call(value, "getRaw");
        }
        return value instanceof String ? value : number(value);
    }

    private static long number(final Object value) {
        return ((Number) value).longValue();
    }

    private static void write(final Object encoder, final List<SpecifiedField> fields, final Map<String, Object> values)
            throws ReflectiveOperationException {
        for (final SpecifiedField field : fields) {
            final int point = field.name().indexOf('.');
            final Object value = values.get(field.name());
            if (value instanceof String) {
                encoder.getClass().getMethod(method(field.name()), String.class).invoke(encoder, value);
            } else if (point >= 0) {
                final Object composite = call(encoder, method(field.name().substring(0, point)));
                set(composite, field.name().substring(point + 1), (long) value);
            } else if (isSet(encoder, method(field.name()))) {
                setBits(call(encoder, method(field.name())), (long) value);
            } else {
                set(encoder, method(field.name()), (long) value);
            }
        }
    }

    private static boolean isSet(final Object encoder, final String name) {
        for (final Method method : encoder.getClass().getMethods()) {
            if (method.getName().equals(name) && method.getParameterCount() == 0) {
                return true;
            }
        }
        return false;
    }

    /** Each choice by its own bit, as its static twin sets it in a number. */
    private static void setBits(final Object set, final long bits) throws ReflectiveOperationException {
        call(set, "clear");
        for (final Method method : set.getClass().getMethods()) {
            if (method.getParameterCount() == 2 && method.getParameterTypes()[1] == boolean.class) {
                final long bit = number(method.invoke(null, narrowed(0, method.getParameterTypes()[0]), true));
                set.getClass().getMethod(method.getName(), boolean.class).invoke(set, (bits & bit) != 0);
            }
        }
    }

    private static void set(final Object encoder, final String name, final long value)
            throws ReflectiveOperationException {
        for (final Method method : encoder.getClass().getMethods()) {
            if (method.getName().equals(name) && method.getParameterCount() == 1) {
                final Class<?> type = method.getParameterTypes()[0];
                if (type.isEnum()) {
                    method.invoke(encoder, constant(type, value));
                    return;
                }
                if (type.isPrimitive()) {
                    method.invoke(encoder, narrowed(value, type));
                    return;
                }
            }
        }
        throw new InvocationTargetException(null, "no setter for " + name + " in " + encoder.getClass());
    }

    private static Object constant(final Class<?> type, final long value) throws ReflectiveOperationException {
        for (final Object constant : type.getEnumConstants()) {
            if (number(call(constant, "value")) == value) {
                return constant;
            }
        }
        throw new AssertionError(type + " has no " + value);
    }

    private static Object narrowed(final long value, final Class<?> type) {
        if (type == long.class) {
            return value;
        }
        if (type == int.class) {
            return (int) value;
        }
        return type == short.class ? (Object) (short) value : (Object) (byte) value;
    }

    private static Object call(final Object target, final String method) throws ReflectiveOperationException {
        return target.getClass().getMethod(method).invoke(target);
    }

    private static String method(final String name) {
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }
}
