package io.tiercel.codecs;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import uk.co.real_logic.sbe.PrimitiveType;
import uk.co.real_logic.sbe.ir.Signal;
import uk.co.real_logic.sbe.ir.Token;

/**
 * Writes and reads any message through its generated codec, by reflection: each field of the schema as a value by
 * its name. Numbers are longs, enums and text strings, sets lists of names, arrays and bytes lists of longs.
 */
final class AnyCodec {
    private static final int HEADER_LENGTH = 8;

    private final Schemas.Message message;
    private final String packageName;
    private final String typesPackage;
    private final int schemaVersion;

    /** @param root the package that the schemas' packages are in; {@code schemaVersion} is what its codecs know */
    AnyCodec(final Schemas.Message message, final String root, final int schemaVersion) {
        final String packageOfToday = message.schema().packageName();
        this.message = message;
        this.packageName = root + packageOfToday.substring(packageOfToday.lastIndexOf('.'));
        this.typesPackage = root + ".types";
        this.schemaVersion = schemaVersion;
    }

    /** Writes random values after a header; returns them. */
    Map<String, Object> write(final MutableDirectBuffer buffer, final int offset, final Random random)
            throws ReflectiveOperationException {
        final Map<String, Object> values = new LinkedHashMap<>();
        final Class<?> headerClass = Class.forName(typesPackage + ".MessageHeaderEncoder");
        final Object header = headerClass.getConstructor().newInstance();
        final Class<?> encoderClass = Class.forName(packageName + "." + message.name() + "Encoder");
        final Object encoder = encoderClass.getConstructor().newInstance();
        encoderClass
                .getMethod("wrapAndApplyHeader", MutableDirectBuffer.class, int.class, headerClass)
                .invoke(encoder, buffer, offset, header);
        for (int i = 1;
                i < message.tokens().size() - 1;
                i += message.tokens().get(i).componentTokenCount()) {
            final Token field = message.tokens().get(i);
            if (field.version() <= schemaVersion) {
                values.put(
                        field.name(),
                        writeField(encoder, field, message.tokens().get(i + 1), random));
            }
        }
        return values;
    }

    /** All values of the message whose header stands at {@code offset}; null for what it does not have. */
    Map<String, Object> read(final DirectBuffer buffer, final int offset) throws ReflectiveOperationException {
        final Map<String, Object> values = new LinkedHashMap<>();
        final Class<?> headerClass = Class.forName(typesPackage + ".MessageHeaderDecoder");
        final Object header = headerClass.getConstructor().newInstance();
        headerClass.getMethod("wrap", DirectBuffer.class, int.class).invoke(header, buffer, offset);
        final Class<?> decoderClass = Class.forName(packageName + "." + message.name() + "Decoder");
        final Object decoder = decoderClass.getConstructor().newInstance();
        decoderClass
                .getMethod("wrap", DirectBuffer.class, int.class, int.class, int.class)
                .invoke(decoder, buffer, offset + HEADER_LENGTH, call(header, "blockLength"), call(header, "version"));
        for (int i = 1;
                i < message.tokens().size() - 1;
                i += message.tokens().get(i).componentTokenCount()) {
            final Token field = message.tokens().get(i);
            if (field.version() <= schemaVersion) {
                values.put(
                        field.name(), readField(decoder, field, message.tokens().get(i + 1)));
            }
        }
        return values;
    }

    private static Object writeField(final Object encoder, final Token field, final Token type, final Random random)
            throws ReflectiveOperationException {
        final String name = field.name();
        if (field.signal() == Signal.BEGIN_VAR_DATA) {
            return writeVarData(encoder, name, random);
        }
        switch (type.signal()) {
            case BEGIN_ENUM -> {
                final Method setter = setter(encoder, name, Enum.class);
                final Object[] constants = setter.getParameterTypes()[0].getEnumConstants();
                // the generated constants for "null" and "unknown" stand last
                final Object value = constants[random.nextInt(constants.length - 2)];
                setter.invoke(encoder, value);
                return value.toString();
            }
            case BEGIN_SET -> {
                return writeSet(call(encoder, name), random);
            }
            default -> {
                if (type.arrayLength() == 1) {
                    final Method setter = setter(encoder, name, Number.class);
                    final long value = anyValue(type, random);
                    setter.invoke(encoder, narrowed(value, setter.getParameterTypes()[0]));
                    return value;
                }
                if (type.encoding().primitiveType() == PrimitiveType.CHAR) {
                    final String text = anyText(random, type.arrayLength());
                    encoder.getClass().getMethod(name, String.class).invoke(encoder, text);
                    return text;
                }
                final boolean isDouble = type.encoding().primitiveType() == PrimitiveType.DOUBLE;
                final Method setter =
                        encoder.getClass().getMethod(name, int.class, isDouble ? double.class : short.class);
                final List<Long> values = new ArrayList<>();
                for (int i = 0; i < type.arrayLength(); i++) {
                    final long value = random.nextInt(256);
                    values.add(value);
                    if (isDouble) {
                        setter.invoke(encoder, i, (double) value);
                    } else {
                        setter.invoke(encoder, i, (short) value);
                    }
                }
                return values;
            }
        }
    }

    private static Object writeVarData(final Object encoder, final String name, final Random random)
            throws ReflectiveOperationException {
        final String text = anyText(random, 60);
        for (final Method method : encoder.getClass().getMethods()) {
            if (method.getName().equals(name) && method.getParameterTypes()[0] == String.class) {
                method.invoke(encoder, text + "é√");
                return text + "é√";
            }
        }
        final byte[] bytes = new byte[1 + random.nextInt(60)];
        random.nextBytes(bytes);
        encoder.getClass()
                .getMethod("put" + capital(name), byte[].class, int.class, int.class)
                .invoke(encoder, bytes, 0, bytes.length);
        return asList(bytes, bytes.length);
    }

    private static Object readField(final Object decoder, final Token field, final Token type)
            throws ReflectiveOperationException {
        final String name = field.name();
        if (field.signal() == Signal.BEGIN_VAR_DATA) {
            final Class<?> decoderClass = decoder.getClass();
            try {
                return decoderClass.getMethod(name).invoke(decoder);
            } catch (final NoSuchMethodException bytesOnly) {
                final byte[] bytes = new byte[512];
                final int length = (int) decoderClass
                        .getMethod("get" + capital(name), byte[].class, int.class, int.class)
                        .invoke(decoder, bytes, 0, bytes.length);
                return asList(bytes, length);
            }
        }
        switch (type.signal()) {
            case BEGIN_ENUM -> {
                final String value = call(decoder, name).toString();
                return value.equals("NULL_VAL") ? null : value;
            }
            case BEGIN_SET -> {
                return readSet(call(decoder, name));
            }
            default -> {
                if (type.arrayLength() == 1) {
                    final Number value = (Number) call(decoder, name);
                    final Number none = (Number)
                            decoder.getClass().getMethod(name + "NullValue").invoke(null);
                    return value.equals(none) ? null : value.longValue();
                }
                if (type.encoding().primitiveType() == PrimitiveType.CHAR) {
                    return call(decoder, name);
                }
                final List<Long> values = new ArrayList<>();
                for (int i = 0; i < type.arrayLength(); i++) {
                    values.add(((Number) decoder.getClass()
                                    .getMethod(name, int.class)
                                    .invoke(decoder, i))
                            .longValue());
                }
                return values;
            }
        }
    }

    private static List<String> writeSet(final Object set, final Random random) throws ReflectiveOperationException {
        final List<String> chosen = new ArrayList<>();
        call(set, "clear");
        for (final Method method : set.getClass().getDeclaredMethods()) {
            if (method.getParameterCount() == 1 && method.getReturnType() == set.getClass() && random.nextBoolean()) {
                method.invoke(set, true);
                chosen.add(method.getName());
            }
        }
        chosen.sort(null);
        return chosen;
    }

    private static List<String> readSet(final Object set) throws ReflectiveOperationException {
        final List<String> chosen = new ArrayList<>();
        for (final Method method : set.getClass().getDeclaredMethods()) {
            final boolean choice = method.getReturnType() == boolean.class
                    && method.getParameterCount() == 0
                    && !method.getName().equals("isEmpty");
            if (choice && (boolean) method.invoke(set)) {
                chosen.add(method.getName());
            }
        }
        chosen.sort(null);
        return chosen;
    }

    private static Object call(final Object target, final String method) throws ReflectiveOperationException {
        return target.getClass().getMethod(method).invoke(target);
    }

    private static Method setter(final Object encoder, final String name, final Class<?> kind)
            throws InvocationTargetException {
        for (final Method method : encoder.getClass().getMethods()) {
            if (method.getName().equals(name) && method.getParameterCount() == 1) {
                final Class<?> type = method.getParameterTypes()[0];
                if (kind == Enum.class ? type.isEnum() : type.isPrimitive()) {
                    return method;
                }
            }
        }
        throw new InvocationTargetException(null, "no setter for " + name + " in " + encoder.getClass());
    }

    private static long anyValue(final Token type, final Random random) {
        return switch (type.encoding().primitiveType()) {
            case UINT8 -> random.nextInt(255);
            case UINT16 -> random.nextInt(65_535);
            case INT32 -> Math.max(random.nextInt(), -Integer.MAX_VALUE);
            case INT64 -> Math.max(random.nextLong(), -Long.MAX_VALUE);
            default -> throw new IllegalStateException("no schema uses " + type.encoding());
        };
    }

    private static Object narrowed(final long value, final Class<?> type) {
        if (type == long.class) {
            return value;
        }
        if (type == int.class) {
            return Math.toIntExact(value);
        }
        return (short) value;
    }

    private static String anyText(final Random random, final int maxLength) {
        final StringBuilder text = new StringBuilder();
        final int length = 1 + random.nextInt(maxLength);
        for (int i = 0; i < length; i++) {
            text.append((char) ('!' + random.nextInt('~' - '!')));
        }
        return text.toString();
    }

    private static List<Long> asList(final byte[] bytes, final int length) {
        final List<Long> values = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            values.add((long) bytes[i]);
        }
        return values;
    }

    private static String capital(final String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}
