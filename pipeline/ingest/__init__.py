"""Read what arrived: edXML packages and bare files, into a Package."""
