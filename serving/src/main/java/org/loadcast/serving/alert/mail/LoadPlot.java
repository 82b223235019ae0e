package org.loadcast.serving.alert.mail;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.DoubleStream;
import javax.imageio.ImageIO;
import org.loadcast.features.forecast.Forecast;
import org.loadcast.features.series.Interval;
import org.loadcast.features.series.LoadSeries;

/** Load in kW over time as a small picture, with a marked span. */
final class LoadPlot {

    private static final int WIDTH = 1120;
    private static final int HEIGHT = 280;
    private static final int LEFT = 90;
    private static final int BOTTOM = 50;
    private static final int TOP = 20;
    private static final Color INK = new Color(0x1f2933);
    private static final Color FAINT = new Color(0xd9dee3);
    private static final Color LOAD = new Color(0x2563a8);
    private static final Color BAND = new Color(0x332563a8, true);
    private static final Color MARK = new Color(0x30d97706, true);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM", Locale.ENGLISH);

    private final Interval shown;
    private final ZoneId zone;
    private Interval marked;
    private double low;
    private double high;

    LoadPlot(Interval shown, ZoneId zone) {
        this.shown = shown;
        this.zone = zone;
        this.marked = shown;
    }

    LoadPlot marking(Interval interval) {
        marked = interval;
        return this;
    }

    byte[] png(LoadSeries load, Optional<Forecast> forecast) {
        scale(load, forecast);
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D ink = image.createGraphics();
        try {
            ink.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            ink.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            ink.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 22));
            ink.setColor(Color.WHITE);
            ink.fillRect(0, 0, WIDTH, HEIGHT);
            mark(ink);
            axes(ink);
            forecast.ifPresent(known -> band(ink, known));
            line(ink, load);
        } finally {
            ink.dispose();
        }
        return encoded(image);
    }

    private void scale(LoadSeries load, Optional<Forecast> forecast) {
        DoubleStream measured = Arrays.stream(load.toArray()).filter(v -> !Double.isNaN(v));
        DoubleStream expected = forecast.stream()
                .flatMapToDouble(known -> Arrays.stream(known.toArray()).flatMapToDouble(Arrays::stream));
        double[] values = DoubleStream.concat(measured, expected).toArray();
        low = Math.min(0, Arrays.stream(values).min().orElse(0));
        high = Math.max(0, Arrays.stream(values).max().orElse(0));
        if (high - low < 0.1) {
            high = low + 0.1;
        }
    }

    private double x(Instant at) {
        double share = (double) (at.getEpochSecond() - shown.from().getEpochSecond())
                / shown.duration().toSeconds();
        return LEFT + Math.max(0, Math.min(1, share)) * (WIDTH - LEFT - 10);
    }

    private double y(double kilowatts) {
        return HEIGHT - BOTTOM - (kilowatts - low) / (high - low) * (HEIGHT - BOTTOM - TOP);
    }

    private void mark(Graphics2D ink) {
        double from = x(marked.from());
        ink.setColor(MARK);
        ink.fill(new Rectangle2D.Double(from, TOP, Math.max(4, x(marked.to()) - from), (double) HEIGHT - BOTTOM - TOP));
    }

    private void axes(Graphics2D ink) {
        for (double value : new double[] {low, 0, high}) {
            ink.setColor(FAINT);
            ink.fill(new Rectangle2D.Double(LEFT, y(value), (double) WIDTH - LEFT - 10, 1));
            ink.setColor(INK);
            ink.drawString(String.format(Locale.ROOT, "%.1f", value), 8, (float) y(value) + 8);
        }
        ink.drawString("kW", 8, TOP + 2 + 28);
        ZonedDateTime day = shown.from().atZone(zone).toLocalDate().plusDays(1).atStartOfDay(zone);
        while (day.toInstant().isBefore(shown.to())) {
            double x = x(day.toInstant());
            ink.setColor(FAINT);
            ink.fill(new Rectangle2D.Double(x, TOP, 1, (double) HEIGHT - BOTTOM - TOP));
            ink.setColor(INK);
            if (x < WIDTH - 140) {
                ink.drawString(DAY.format(day), (float) x + 4, HEIGHT - 16F);
            }
            day = day.plusDays(1);
        }
    }

    private void band(Graphics2D ink, Forecast forecast) {
        int last = forecast.quantiles().count() - 1;
        Path2D area = new Path2D.Double();
        Path2D median = new Path2D.Double();
        for (int i = 0; i < forecast.grid().length(); i++) {
            double x = x(forecast.grid().startOf(i));
            extend(area, x, y(forecast.kilowatts(i, last)));
            extend(median, x, y(forecast.median(i)));
        }
        for (int i = forecast.grid().length() - 1; i >= 0; i--) {
            extend(area, x(forecast.grid().startOf(i)), y(forecast.kilowatts(i, 0)));
        }
        ink.setColor(BAND);
        ink.fill(area);
        ink.setColor(LOAD);
        ink.setStroke(new BasicStroke(3, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {8, 6}, 0));
        ink.draw(median);
    }

    private void line(Graphics2D ink, LoadSeries load) {
        Path2D line = new Path2D.Double();
        boolean drawing = false;
        for (int i = 0; i < load.length(); i++) {
            if (load.isMissing(i)) {
                drawing = false;
            } else {
                double y = y(load.kilowatts(i));
                double from = x(load.grid().startOf(i));
                if (drawing) {
                    line.lineTo(from, y);
                } else {
                    line.moveTo(from, y);
                }
                line.lineTo(x(load.grid().endOf(i)), y);
                drawing = true;
            }
        }
        ink.setColor(LOAD);
        ink.setStroke(new BasicStroke(3, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        ink.draw(line);
    }

    private static void extend(Path2D path, double x, double y) {
        if (path.getCurrentPoint() == null) {
            path.moveTo(x, y);
        } else {
            path.lineTo(x, y);
        }
    }

    private static byte[] encoded(BufferedImage image) {
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            ImageIO.write(image, "png", bytes);
            return bytes.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException("A picture in memory could not be written.", impossible);
        }
    }
}
