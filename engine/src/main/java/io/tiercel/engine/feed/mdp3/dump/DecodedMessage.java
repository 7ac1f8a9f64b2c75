package io.tiercel.engine.feed.mdp3.dump;

import java.util.Map;

/**
 * A message by its schema's names.
 *
 * @param name   empty where the schema does not have the template
 * @param fields in the schema's order: a {@link Number}, a {@code BigDecimal}, a text, names of a set's choices as a
 *               set of texts, entries of a group as a list of such maps, null for none
 * @param fault  why there are no fields; empty when nothing is wrong
 */
public record DecodedMessage(
        String name, int templateId, int schemaId, int version, int offset, Map<String, Object> fields, String fault) {}
