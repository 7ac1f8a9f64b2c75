package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class JsonWriterTest {
    @Test
    void shouldWriteKeysInGivenOrder() {
        final JsonWriter writer =
                new JsonWriter().beginObject().put("b", 1).put("a", "x").put("c", true);
        writer.key("list").beginArray().value(1).beginObject().endObject().value((String) null);
        writer.beginArray().endArray().endArray().key("d").value(0.5);

        assertEquals(
                "{\"b\":1,\"a\":\"x\",\"c\":true,\"list\":[1,{},null,[]],\"d\":0.5}",
                writer.endObject().toString());
    }

    @Test
    void shouldEscapeWhatJsonDoesNotAllow() {
        assertEquals(
                "\"\\\"\\\\\\n\\r\\t\\u0000\\u001f\\u007f\\u2028/é€😀\\ud800\"",
                new JsonWriter()
                        .value("\"\\\n\r\t\u0000\u001f\u007f\u2028/é€😀\ud800")
                        .toString());
    }

    @Test
    void shouldWriteNullForWhatIsNoNumber() {
        assertEquals(
                "[null,null,1.0E-5]",
                new JsonWriter()
                        .beginArray()
                        .value(Double.NaN)
                        .value(Double.POSITIVE_INFINITY)
                        .value(1e-5)
                        .endArray()
                        .toString());
    }

    @Test
    void shouldRefuseWhatIsNoJson() {
        assertThrows(
                IllegalStateException.class,
                () -> new JsonWriter().beginObject().value(1));
        assertThrows(
                IllegalStateException.class, () -> new JsonWriter().beginArray().key("a"));
        assertThrows(
                IllegalStateException.class,
                () -> new JsonWriter().beginObject().endArray());
        assertThrows(
                IllegalStateException.class, () -> new JsonWriter().value(1).value(2));
        assertThrows(
                IllegalStateException.class,
                () -> new JsonWriter().beginObject().key("a").endObject());
        assertThrows(
                IllegalStateException.class, () -> new JsonWriter().beginArray().toString());
    }
}
