package dev.darkroom.workbook;

import java.io.CharConversionException;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Walks over the elements of one XML part of a workbook. Document types are refused, and with them entities of any kind.
 * Names are compared without their namespace, which the two kinds of the format do not share.
 */
final class XmlPart implements Closeable {

    /** The longest text of a cell that is read; spreadsheets hold 32,767 characters at most. */
    private static final int MAX_TEXT = 8 << 20;

    private final BoundedInput bytes;
    private final XMLStreamReader xml;
    private long row;

    XmlPart(InputStream in, long max, String what) throws IOException {
        bytes = new BoundedInput(in, max, what);
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            xml = factory.createXMLStreamReader(bytes);
        } catch (XMLStreamException damaged) {
            in.close();
            throw failure(damaged);
        } catch (RuntimeException refused) {
            in.close();
            throw refused;
        }
    }

    /** Notes the sheet's row, which is named if the part turns out to be damaged. */
    void at(long sheetRow) {
        row = sheetRow;
    }

    /** Goes on to the next start or end of an element; returns false at the part's end. */
    boolean next() throws IOException {
        try {
            while (xml.hasNext()) {
                int event = xml.next();
                bytes.progressed();
                if (event == XMLStreamConstants.DTD) {
                    throw WorkbookException.damaged(row);
                }
                if (event == XMLStreamConstants.START_ELEMENT || event == XMLStreamConstants.END_ELEMENT) {
                    return true;
                }
            }
            return false;
        } catch (XMLStreamException damaged) {
            throw failure(damaged);
        }
    }

    boolean starts(String element) {
        return xml.isStartElement() && xml.getLocalName().equals(element);
    }

    boolean ends(String element) {
        return xml.isEndElement() && xml.getLocalName().equals(element);
    }

    /** Returns an attribute of the element that starts here, by its name without a namespace. */
    @Nullable
    String attribute(String name) {
        for (int index = 0; index < xml.getAttributeCount(); index++) {
            if (xml.getAttributeLocalName(index).equals(name)) {
                return xml.getAttributeValue(index);
            }
        }
        return null;
    }

    /** Returns an attribute as a whole number, or another if there is none that is one. */
    int number(String name, int otherwise) {
        String text = attribute(name);
        try {
            return text == null ? otherwise : Integer.parseInt(text.strip());
        } catch (NumberFormatException damaged) {
            return otherwise;
        }
    }

    /** Returns whether a switch is on. */
    boolean isOn(String name) {
        String text = attribute(name);
        return text != null && (text.equals("1") || text.equals("true"));
    }

    /** Adds the text of the element that starts here, and takes its end. */
    void text(StringBuilder target) throws IOException {
        try {
            int depth = 1;
            while (depth > 0) {
                int event = xml.next();
                bytes.progressed();
                switch (event) {
                    case XMLStreamConstants.START_ELEMENT -> depth++;
                    case XMLStreamConstants.END_ELEMENT -> depth--;
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                        append(target);
                    case XMLStreamConstants.END_DOCUMENT -> throw WorkbookException.damaged(row);
                    default -> {}
                }
            }
        } catch (XMLStreamException damaged) {
            throw failure(damaged);
        }
    }

    private void append(StringBuilder target) {
        if (target.length() + xml.getTextLength() > MAX_TEXT) {
            throw WorkbookException.tooLarge(row, "a cell holds more than " + MAX_TEXT + " characters");
        }
        target.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
    }

    private RuntimeException failure(XMLStreamException damaged) throws IOException {
        Throwable cause = damaged.getNestedException();
        if (cause instanceof WorkbookException known) {
            return known;
        }
        if (cause instanceof IOException unreadable
                && !(cause instanceof ZipException)
                && !(cause instanceof EOFException)
                && !(cause instanceof CharConversionException)) {
            throw unreadable;
        }
        return WorkbookException.damaged(row);
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
