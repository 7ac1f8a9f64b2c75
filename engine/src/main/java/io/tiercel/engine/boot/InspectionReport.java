package io.tiercel.engine.boot;

import io.tiercel.engine.feed.history.Fault;
import io.tiercel.engine.feed.history.Faults;
import io.tiercel.engine.feed.history.HistoryFiles;
import io.tiercel.engine.feed.history.Inspection;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** What is in files of market data, as text and as JSON. */
final class InspectionReport {
    private static final int INSTRUMENTS_SHOWN = 20;

    private InspectionReport() {}

    static String json(final HistoryFiles files, final Inspection found, final Faults faults) {
        final JsonWriter json = new JsonWriter().beginObject();
        json.key("files").beginArray();
        for (final HistoryFiles.Read read : files.reads()) {
            json.beginObject()
                    .put("file", read.file().toString())
                    .put("format", read.format().title())
                    .put("compression", read.compression().name().toLowerCase(Locale.ROOT))
                    .put("bytes", read.bytes())
                    .put("content", read.content())
                    .endObject();
        }
        json.endArray().key("protocols").beginArray();
        found.protocols().forEach(json::value);
        json.endArray();
        channels(json, found);
        messages(json, found);
        span(
                json,
                "time",
                FeedTimes.of(found.firstTimeNs(), found.timesOfDayIn()),
                FeedTimes.of(found.lastTimeNs(), found.timesOfDayIn()));
        json.put(
                "timeZone",
                found.timesOfDayIn() == null ? "UTC" : found.timesOfDayIn().getId());
        span(json, "captured", FeedTimes.utc(found.firstCapturedNs()), FeedTimes.utc(found.lastCapturedNs()));
        json.put("gaps", sum(found, Inspection.SessionCounts::gaps, Inspection.ChannelCounts::gaps));
        json.put("missing", sum(found, Inspection.SessionCounts::missing, Inspection.ChannelCounts::missing));
        json.put("unrecognised", found.unknownCount()).put("malformed", faults.count());
        json.key("faults").beginArray();
        for (final Fault fault : faults.first()) {
            json.beginObject()
                    .put("file", fault.file().toString())
                    .put("record", fault.record())
                    .put("offset", fault.offset())
                    .put("reason", fault.reason())
                    .endObject();
        }
        json.endArray().key("other").beginObject();
        found.others().forEach(json::put);
        return json.endObject().endObject().toString();
    }

    private static void span(final JsonWriter json, final String name, final String from, final String to) {
        json.key(name).beginObject().put("from", from).put("to", to).endObject();
    }

    private static void channels(final JsonWriter json, final Inspection found) {
        json.key("channels").beginArray();
        for (final Inspection.ChannelCounts channel : found.channels()) {
            json.beginObject()
                    .put("channel", channel.name())
                    .put("protocol", channel.protocol())
                    .put("session", channel.session())
                    .put("packets", channel.packets())
                    .put("messages", channel.messages())
                    .put("gaps", channel.gaps())
                    .put("missing", channel.missing())
                    .put("late", channel.late())
                    .endObject();
        }
        json.endArray().key("sessions").beginArray();
        for (final Inspection.SessionCounts session : found.sessions()) {
            json.beginObject().put("session", session.session());
            if (session.hasMessages()) {
                json.put("firstSequence", session.first()).put("lastSequence", session.last());
            } else {
                json.put("firstSequence", null).put("lastSequence", null);
            }
            json.put("gaps", session.gaps()).put("missing", session.missing()).endObject();
        }
        json.endArray();
    }

    private static void messages(final JsonWriter json, final Inspection found) {
        json.put("messageCount", found.messageCount()).key("messages").beginArray();
        for (final Inspection.MessageCount kind : found.messages()) {
            json.beginObject()
                    .put("type", kind.type())
                    .put("name", kind.name())
                    .put("count", kind.count())
                    .endObject();
        }
        final List<Inspection.InstrumentCount> instruments = found.instruments();
        json.endArray()
                .put("instrumentCount", instruments.size())
                .key("instruments")
                .beginArray();
        for (final Inspection.InstrumentCount instrument : instruments) {
            json.beginObject()
                    .put("id", instrument.id())
                    .put("symbol", instrument.symbol())
                    .put("messages", instrument.messages())
                    .endObject();
        }
        json.endArray();
    }

    /** Of sessions on all their channels together; of channels without sessions each alone. */
    private static long sum(
            final Inspection found,
            final ToLongFunction<Inspection.SessionCounts> ofSession,
            final ToLongFunction<Inspection.ChannelCounts> ofChannel) {
        return found.sessions().stream().mapToLong(ofSession).sum()
                + found.channels().stream()
                        .filter(channel -> channel.session().isEmpty())
                        .mapToLong(ofChannel)
                        .sum();
    }

    static String text(final HistoryFiles files, final Inspection found, final Faults faults) {
        final StringBuilder text = new StringBuilder();
        for (final HistoryFiles.Read read : files.reads()) {
            line(
                    text,
                    "file",
                    read.file() + ": " + read.format().title() + ", compression "
                            + read.compression().name().toLowerCase(Locale.ROOT) + ", " + read.bytes() + " bytes"
                            + (read.content().isEmpty() ? "" : ", " + read.content()));
        }
        line(text, "protocol", found.protocols().isEmpty() ? "none recognised" : String.join(", ", found.protocols()));
        for (final Inspection.ChannelCounts each : found.channels()) {
            line(
                    text,
                    "channel",
                    each.name()
                            + (each.session().isEmpty() ? "" : ", session " + each.session())
                            + ": " + each.packets() + " packets, " + each.messages() + " messages"
                            + (each.numbered().isEmpty()
                                    ? ""
                                    : ", " + each.gaps() + " gaps (" + each.missing() + " " + each.numbered() + "), "
                                            + each.late() + " late"));
        }
        for (final Inspection.SessionCounts each : found.sessions()) {
            line(
                    text,
                    "session",
                    each.session() + ": "
                            + (each.hasMessages()
                                    ? each.first() + " to " + each.last() + ", " + each.gaps() + " gaps ("
                                            + each.missing() + " messages) on all channels together"
                                    : "no message came, heartbeats alone"));
        }
        times(text, found);
        line(text, "messages", Long.toString(found.messageCount()));
        for (final Inspection.MessageCount kind : found.messages()) {
            text.append(String.format(Locale.ROOT, "%14d  %s %s%n", kind.count(), kind.type(), kind.name()));
        }
        instruments(text, found.instruments());
        found.others().forEach((title, count) -> line(text, "other", count + " " + title));
        if (found.unknownCount() > 0) {
            line(text, "other", found.unknownCount() + " datagrams or messages of no protocol that is known");
        }
        line(text, "malformed", Long.toString(faults.count()));
        return text.toString().stripTrailing();
    }

    private static void times(final StringBuilder text, final Inspection found) {
        if (found.firstTimeNs() >= 0) {
            line(
                    text,
                    "time",
                    FeedTimes.of(found.firstTimeNs(), found.timesOfDayIn()) + " to "
                            + FeedTimes.of(found.lastTimeNs(), found.timesOfDayIn()) + ", "
                            + (found.timesOfDayIn() == null
                                    ? "UTC"
                                    : found.timesOfDayIn().getId()));
        }
        if (found.firstCapturedNs() >= 0) {
            line(
                    text,
                    "captured",
                    FeedTimes.utc(found.firstCapturedNs()) + " to " + FeedTimes.utc(found.lastCapturedNs()));
        }
    }

    private static void instruments(final StringBuilder text, final List<Inspection.InstrumentCount> all) {
        line(text, "instruments", Integer.toString(all.size()));
        final List<Inspection.InstrumentCount> busiest = all.stream()
                .sorted((a, b) -> Long.compare(b.messages(), a.messages()))
                .limit(INSTRUMENTS_SHOWN)
                .collect(Collectors.toList());
        for (final Inspection.InstrumentCount each : busiest) {
            text.append(String.format(
                    Locale.ROOT,
                    "%14d  %s (%d)%n",
                    each.messages(),
                    each.symbol().isEmpty() ? "without symbol" : each.symbol(),
                    each.id()));
        }
        if (all.size() > busiest.size()) {
            text.append(String.format(
                    Locale.ROOT, "%16sand %d more, with fewer messages%n", "", all.size() - busiest.size()));
        }
    }

    private static void line(final StringBuilder text, final String name, final String value) {
        text.append(String.format(Locale.ROOT, "%-12s%s%n", name, value));
    }
}
