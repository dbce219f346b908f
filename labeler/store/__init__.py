"""The project file: columns as chunks, what people do as rows. The only writer."""
